"use client";

import "./globals.css";
import buttons from "@/lib/ui/button.module.css";
import { errorTexts } from "@/lib/ui/messages/error";
import { Notice } from "@/lib/ui/notice/notice";
import styles from "@/lib/ui/notice/notice.module.css";

/**
 * Shown when the layout itself failed. Nothing has chosen a language, so it uses both, and scripts may not have
 * loaded, so it offers a plain link.
 */
export default function GlobalError() {
  const { en, ko } = errorTexts;
  return (
    <html lang="en">
      <body>
        <title>{en.title}</title>
        <Notice heading={en.heading} text={en.text}>
          <p lang="ko" className={styles.reference}>
            {ko.text}
          </p>
          {/* biome-ignore lint/a11y/useValidAnchor: an empty href is this page's address, so the link reloads it */}
          <a className={buttons.primary} href="">
            <span>
              {en.retry} · <span lang="ko">{ko.retry}</span>
            </span>
          </a>
        </Notice>
      </body>
    </html>
  );
}
