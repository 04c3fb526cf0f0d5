"use client";

import { useState, useSyncExternalStore } from "react";
import { useMessages } from "../language";
import styles from "./terminal.module.css";

const never = () => () => {};

/** The request that everything here began with, addressed to wherever this page came from. */
export function Terminal() {
  const { terminal } = useMessages().start;
  const [copied, setCopied] = useState(false);
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => "http://127.0.0.1:8000",
  );
  const command = `curl -i ${origin}/user/session_signup \\
  -H 'Content-Type: application/json' \\
  -d '{"username": "mseo", "password": 1234,
       "email": "mseo@naver.com", "age": 24}'`;

  async function copy() {
    try {
      await navigator.clipboard.writeText(command);
      setCopied(true);
    } catch {
      // Without the permission the text is still there to be selected.
    }
  }

  return (
    <section aria-labelledby="terminal">
      <h2 id="terminal">{terminal.heading}</h2>
      <p className={styles.text}>{terminal.text}</p>
      <div className={styles.frame}>
        <pre className={styles.command}>
          <code>{command}</code>
        </pre>
        <button type="button" className={styles.copy} onClick={copy}>
          {copied ? terminal.copied : terminal.copy}
        </button>
        <p role="status" className="visually-hidden">
          {copied && terminal.copied}
        </p>
      </div>
    </section>
  );
}
