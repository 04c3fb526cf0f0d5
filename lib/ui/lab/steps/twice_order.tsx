"use client";

import { LAB_WAITS } from "@/lib/contract/lab";
import { quantity } from "../../intl";
import { IntlText } from "../../intl_text";
import { useLanguage, useTexts } from "../../language";
import { labTwiceTexts } from "../../messages/lab_twice";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import type { ChainLink } from "./chain_links";
import styles from "./group.module.css";
import { Ordered, Ordinal, turnOf } from "./ordered";
import { twiceStage } from "./twice_stage";

const [, WAIT] = LAB_WAITS;

/** What to do one after the other: spend the newest, the former one again, wait, and the former one once more. */
export function TwiceOrder({ links }: { links: readonly ChainLink[] }) {
  const language = useLanguage();
  const twice = useTexts(labTwiceTexts);
  const { view, now } = useLab();
  const { next, former } = twiceStage(view, links, now);
  const link = former ?? links.at(-1);
  if (link === undefined) return null;
  const { name, key } = link;
  const waiting = <IntlText>{`+${quantity(language, WAIT / 60, "minute", "short")}`}</IntlText>;
  const stages = [
    { id: "newest", what: twice.spendNewest(name), done: twice.spent(name) },
    { id: "again", what: twice.spendAgain(name), done: twice.cameAgain(name) },
    { id: "wait", what: waiting, done: twice.waited },
    { id: "late", what: twice.spendLate(name), done: "" },
  ];
  return (
    <section aria-labelledby="twice-order" className={styles.group}>
      <h3 id="twice-order">{twice.order}</h3>
      <Ordered>
        {stages.map(({ id, what, done }, place) => (
          <Ordinal key={id} turn={turnOf(place, next)} later={what} done={done}>
            {next === 2 ? (
              <ActButton act="wait" body={{ seconds: WAIT }} look="primary">
                {what}
              </ActButton>
            ) : (
              <ActButton act="refresh" body={{ holder: "you", key: key.id }} look="primary">
                {what}
              </ActButton>
            )}
          </Ordinal>
        ))}
      </Ordered>
    </section>
  );
}
