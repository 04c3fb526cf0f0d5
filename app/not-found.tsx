import type { Metadata } from "next";
import Link from "next/link";
import buttons from "@/lib/ui/button.module.css";
import { messages } from "@/lib/ui/messages/messages";
import { Notice } from "@/lib/ui/notice/notice";
import { pageLanguage } from "@/lib/usecases/page_language";

export async function generateMetadata(): Promise<Metadata> {
  return { title: messages(await pageLanguage()).notFound.title };
}

export default async function NotFound() {
  const { notFound } = messages(await pageLanguage());
  return (
    <Notice heading={notFound.heading} text={notFound.text}>
      <Link className={buttons.secondary} href="/">
        {notFound.home}
      </Link>
    </Notice>
  );
}
