import type { Metadata } from "next";
import { pageLanguage } from "@/lib/pages/page_language";
import { pageSite } from "@/lib/pages/site";
import buttons from "@/lib/ui/button.module.css";
import { passwordResetTexts } from "@/lib/ui/messages/password_reset";
import { formPage, wordedMode } from "@/lib/ui/mode";
import { Notice } from "@/lib/ui/notice/notice";
import { PageLink } from "@/lib/ui/page_link";

export async function generateMetadata(): Promise<Metadata> {
  return { title: passwordResetTexts[await pageLanguage()].done.title, robots: { index: false } };
}

/** After a new password was set: nobody is signed in by it. */
export default async function Page() {
  const { modes } = await pageSite();
  const { done } = passwordResetTexts[await pageLanguage()];
  return (
    <Notice heading={done.title} text={done.text}>
      {modes.map((mode) => (
        <PageLink key={mode} className={buttons.secondary} href={formPage(mode, "signin")}>
          {done.signIn[wordedMode(mode, modes)]}
        </PageLink>
      ))}
    </Notice>
  );
}
