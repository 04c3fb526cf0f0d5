"use client";

import { useSyncExternalStore } from "react";
import { Copyable } from "../copyable";
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
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => "http://127.0.0.1:8000",
  );
  return (
    <section aria-labelledby="curl" className={styles.example}>
      <h2 id="curl">{curl.heading}</h2>
      <p className={styles.text}>{curl.text}</p>
      <Copyable
        text={`curl -i ${origin}${path} \\
  -H 'Content-Type: application/json' \\
  -d '${body}'`}
      />
    </section>
  );
}
