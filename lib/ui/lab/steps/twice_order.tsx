"use client";

import { LAB_WAITS, type LabView } from "@/lib/contract/lab";
import { quantity } from "../../intl";
import { IntlText } from "../../intl_text";
import { useLanguage, useTexts } from "../../language";
import { labTwiceTexts } from "../../messages/lab_twice";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import type { ChainLink } from "./chain_links";
import styles from "./group.module.css";
import { lastSpend } from "./last_spend";
import { Ordered } from "./ordered";

const [, WAIT] = LAB_WAITS;

/** What to do one after the other: spend the newest, the former one again, wait, and the former one once more. */
export function TwiceOrder({ links }: { links: readonly ChainLink[] }) {
  const language = useLanguage();
  const twice = useTexts(labTwiceTexts);
  const { view } = useLab();
  const newest = links.at(-1);
  // Without rotation there is one only, which is spent again and again.
  const rotates = view.settings.ROTATE_REFRESH_TOKENS === "true";
  const former = (rotates ? links.at(-2) : newest) ?? null;
  if (newest === undefined) return null;
  const next = nextOf(view, former !== null);
  const lookOf = (place: number) => (place === next ? "primary" : "secondary");
  const spendAgain = (place: 2 | 4) =>
    former === null ? (
      <p>{twice.notYet}</p>
    ) : (
      <ActButton act="refresh" body={{ holder: "you", key: former.key.id }} look={lookOf(place)}>
        {place === 2 ? twice.spendAgain(former.name) : twice.spendLate(former.name)}
      </ActButton>
    );
  return (
    <section aria-labelledby="twice-order" className={styles.group}>
      <h3 id="twice-order">{twice.order}</h3>
      <Ordered>
        <ActButton act="refresh" body={{ holder: "you", key: newest.key.id }} look={lookOf(1)}>
          {twice.spendNewest(newest.name)}
        </ActButton>
        {spendAgain(2)}
        <ActButton act="wait" body={{ seconds: WAIT }} look={lookOf(3)}>
          <IntlText>{`+${quantity(language, WAIT / 60, "minute", "short")}`}</IntlText>
        </ActButton>
        {spendAgain(4)}
      </Ordered>
    </section>
  );
}

/** The place of what comes next, after what was done last. */
function nextOf(view: LabView, hasFormer: boolean): number {
  if (!hasFormer) return 1;
  if (view.latestAct === "wait") return 4;
  return lastSpend(view)?.kind === "same" ? 3 : 2;
}
