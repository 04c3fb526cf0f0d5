import type { Metadata } from "next";
import { RESET_PAGES } from "@/lib/contract/reset_pages";
import { pageLanguage } from "@/lib/pages/page_language";
import buttons from "@/lib/ui/button.module.css";
import { passwordResetTexts } from "@/lib/ui/messages/password_reset";
import { Notice } from "@/lib/ui/notice/notice";
import { PageLink } from "@/lib/ui/page_link";

export async function generateMetadata(): Promise<Metadata> {
  return { title: passwordResetTexts[await pageLanguage()].sent.title, robots: { index: false } };
}

/** The same for every address. */
export default async function Page() {
  const { sent } = passwordResetTexts[await pageLanguage()];
  return (
    <Notice heading={sent.title} text={sent.text}>
      <PageLink className={buttons.secondary} href={RESET_PAGES.ask}>
        {sent.again}
      </PageLink>
    </Notice>
  );
}
