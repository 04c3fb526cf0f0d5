"use client";

import "./globals.css";
import buttons from "@/lib/ui/button.module.css";
import { en } from "@/lib/ui/messages/en";
import { ko } from "@/lib/ui/messages/ko";
import { Notice } from "@/lib/ui/notice/notice";
import styles from "@/lib/ui/notice/notice.module.css";

/**
 * Shown when the layout itself failed. Nothing has chosen a language, so it uses both, and scripts may not have
 * loaded, so it offers a plain link.
 */
export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <title>{`${en.error.title} · Latchkey`}</title>
        <Notice heading={en.error.heading} text={en.error.text}>
          <p lang="ko" className={styles.reference}>
            {ko.error.text}
          </p>
          {/* biome-ignore lint/a11y/useValidAnchor: an empty href is this page's address, so the link reloads it */}
          <a className={buttons.primary} href="">
            <span>
              {en.error.retry} · <span lang="ko">{ko.error.retry}</span>
            </span>
          </a>
        </Notice>
      </body>
    </html>
  );
}
