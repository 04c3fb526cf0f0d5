import type { Metadata } from "next";
import { accountDeletion } from "@/lib/pages/account_deletion";
import { pageLanguage } from "@/lib/pages/page_language";
import buttons from "@/lib/ui/button.module.css";
import { profileTexts } from "@/lib/ui/messages/profile";
import { Notice } from "@/lib/ui/notice/notice";
import { PageLink } from "@/lib/ui/page_link";

export async function generateMetadata(): Promise<Metadata> {
  const profile = profileTexts[await pageLanguage()];
  return { title: profile.deleted.title, robots: { index: false } };
}

/** Where somebody who has deleted their account is led to. */
export default async function Page() {
  const profile = profileTexts[await pageLanguage()];
  const deletion = await accountDeletion();
  return (
    <Notice heading={profile.deleted.heading[deletion]} text={profile.deleted.text[deletion]}>
      <PageLink className={buttons.secondary} href="/">
        {profile.deleted.home}
      </PageLink>
    </Notice>
  );
}
