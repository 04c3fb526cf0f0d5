"use client";

import { useTexts } from "../../language";
import { labTwiceTexts } from "../../messages/lab_twice";
import { useLab } from "../use_lab";
import { lastSpend, type Spend } from "./last_spend";
import styles from "./spent.module.css";

/** What came of a refresh, in a sentence. */
export function useSpend(): { readonly spend: Spend | null; readonly sentence: string } {
  const twice = useTexts(labTwiceTexts);
  const spend = lastSpend(useLab().view);
  return { spend, sentence: spend === null ? "" : twice.told[spend.kind](spend.from, spend.to) };
}

/** The same as a paragraph, and the line of {@link SpentLine}. @param since the id of a request: of one after it */
export function Spent({ since }: { since: number }) {
  const { spend, sentence } = useSpend();
  if (spend === null || spend.request <= since) return null;
  const isRefused = ["stolen", "ended", "expired"].includes(spend.kind);
  return (
    <>
      <p className={styles.words} data-refused={isRefused}>
        {sentence}
      </p>
      <SpentLine />
    </>
  );
}

/** What the server's log says, where the last refresh was taken for a thief's. */
export function SpentLine() {
  const twice = useTexts(labTwiceTexts);
  const { spend } = useSpend();
  if (spend === null || spend.log.length === 0) return null;
  return (
    <figure>
      <figcaption className={styles.caption}>{twice.line}</figcaption>
      <pre className={styles.line}>{spend.log.join("\n")}</pre>
    </figure>
  );
}
