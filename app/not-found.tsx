import type { Metadata } from "next";
import { pageLanguage } from "@/lib/pages/page_language";
import buttons from "@/lib/ui/button.module.css";
import { notFoundTexts } from "@/lib/ui/messages/not_found";
import { Notice } from "@/lib/ui/notice/notice";
import { PageLink } from "@/lib/ui/page_link";

export async function generateMetadata(): Promise<Metadata> {
  return { title: notFoundTexts[await pageLanguage()].title };
}

export default async function NotFound() {
  const notFound = notFoundTexts[await pageLanguage()];
  return (
    <Notice heading={notFound.heading} text={notFound.text}>
      <PageLink className={buttons.secondary} href="/">
        {notFound.home}
      </PageLink>
    </Notice>
  );
}
