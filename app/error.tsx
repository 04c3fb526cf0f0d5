"use client";

import { Button } from "@/lib/ui/button";
import buttons from "@/lib/ui/button.module.css";
import { useTexts } from "@/lib/ui/language";
import { errorTexts } from "@/lib/ui/messages/error";
import { Notice } from "@/lib/ui/notice/notice";
import styles from "@/lib/ui/notice/notice.module.css";
import { PageLink } from "@/lib/ui/page_link";
import { useSite } from "@/lib/ui/site";

/** Next.js hides errors of the server from browsers; the reference finds the error in the server's log. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const texts = useTexts(errorTexts);
  const site = useSite();
  const reference = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <Notice heading={texts.heading} text={texts.text}>
      <title>{`${texts.title} · ${site.name}`}</title>
      <Button look="primary" onClick={() => retry()}>
        {texts.retry}
      </Button>
      <PageLink className={buttons.secondary} href="/">
        {texts.home}
      </PageLink>
      {reference !== null && (
        <p className={styles.reference}>
          {texts.reference} <code>{reference}</code>
        </p>
      )}
    </Notice>
  );
}
