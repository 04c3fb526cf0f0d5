"use client";

import { useState, useSyncExternalStore } from "react";
import { useTexts } from "../language";
import { startTexts } from "../messages/start";
import styles from "./curl_example.module.css";

const never = () => () => {};

/**
 * A request as a curl command, addressed to the server that this page came from.
 * @param body JSON
 */
export function CurlExample({ path, body }: { path: string; body: string }) {
  const { curl } = useTexts(startTexts);
  const [copied, setCopied] = useState(false);
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => "http://127.0.0.1:8000",
  );
  const command = `curl -i ${origin}${path} \\
  -H 'Content-Type: application/json' \\
  -d '${body}'`;

  async function copy() {
    try {
      await navigator.clipboard.writeText(command);
      setCopied(true);
    } catch {
      // Without the permission to write to the clipboard the text can still be selected.
    }
  }

  return (
    <section aria-labelledby="curl">
      <h2 id="curl">{curl.heading}</h2>
      <p className={styles.text}>{curl.text}</p>
      <div className={styles.frame}>
        <pre className={styles.command}>
          <code>{command}</code>
        </pre>
        <button type="button" className={styles.copy} onClick={copy}>
          {copied ? curl.copied : curl.copy}
        </button>
        <p role="status" className="visually-hidden">
          {copied && curl.copied}
        </p>
      </div>
    </section>
  );
}
