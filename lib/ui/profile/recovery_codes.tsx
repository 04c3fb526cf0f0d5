"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "../button";
import buttons from "../button.module.css";
import { useTexts } from "../language";
import { secondFactorTexts } from "../messages/second_factor";
import styles from "./second_factor.module.css";

/** New recovery codes, which are shown this once: to be copied, saved as a file or written down. */
export function RecoveryCodes({ codes, onSaved }: { codes: readonly string[]; onSaved: () => void }) {
  const texts = useTexts(secondFactorTexts);
  const heading = useRef<HTMLHeadingElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => heading.current?.focus(), []);

  async function copy() {
    await navigator.clipboard.writeText(codes.join("\n"));
    setCopied(true);
  }

  return (
    <div className={styles.codes}>
      <h3 ref={heading} tabIndex={-1}>
        {texts.saveThem}
      </h3>
      <p>{texts.aboutCodes}</p>
      <ol className={styles.list}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={styles.buttons}>
        {/* Browsers have no clipboard for pages over plain HTTP. */}
        {navigator.clipboard !== undefined && (
          <Button look="secondary" onClick={() => void copy()}>
            {texts.copy}
          </Button>
        )}
        <a
          className={buttons.secondary}
          download="recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${codes.join("\n")}\n`)}`}
        >
          {texts.download}
        </a>
        <Button look="primary" onClick={onSaved}>
          {texts.saved}
        </Button>
      </div>
      <p role="status" className={styles.status}>
        {copied && texts.copied}
      </p>
    </div>
  );
}
