"use client";

import { useState } from "react";
import styles from "./copyable.module.css";
import { useTexts } from "./language";
import { copyTexts } from "./messages/copy";
import button from "./small_button.module.css";

/** A command or other text of several lines, and a button that copies it. */
export function Copyable({ text }: { text: string }) {
  const texts = useTexts(copyTexts);
  const [copied, setCopied] = useState<string | null>(null);
  const isCopied = copied === text;

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
    } catch {
      // Without the permission to write to the clipboard the text can still be selected.
    }
  }

  return (
    <div className={styles.frame}>
      <pre className={styles.text}>
        <code>{text}</code>
      </pre>
      <button type="button" className={`${button.button} ${styles.copy}`} onClick={copy}>
        {isCopied ? texts.copied : texts.copy}
      </button>
      <p role="status" className="visually-hidden">
        {isCopied && texts.copied}
      </p>
    </div>
  );
}
