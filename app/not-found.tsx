import type { Metadata } from "next";
import Link from "next/link";
import { pageLanguage } from "@/lib/pages/page_language";
import buttons from "@/lib/ui/button.module.css";
import { messages } from "@/lib/ui/messages/messages";
import { Notice } from "@/lib/ui/notice/notice";

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
