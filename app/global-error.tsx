"use client";

import "./globals.css";
import buttons from "@/lib/ui/button.module.css";
import { en } from "@/lib/ui/messages/en";
import { ko } from "@/lib/ui/messages/ko";
import { Notice } from "@/lib/ui/notice/notice";
import styles from "@/lib/ui/notice/notice.module.css";

/**
 * The last resort, when even the frame of the pages failed: nobody could say which language to use, so it uses both.
 * The way on is a plain link, because scripts may not have come this far.
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
          {/* biome-ignore lint/a11y/useValidAnchor: an empty address is this page's own: the link loads it again */}
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
