"use client";

import { IntlText } from "../../intl_text";
import { useLanguage, useTexts } from "../../language";
import { labTwiceTexts } from "../../messages/lab_twice";
import { countdown } from "../../time";
import { StateWord } from "../picture/state_word";
import { shortId } from "../picture/tags";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import styles from "./chain.module.css";
import type { ChainLink } from "./chain_links";

/** The refresh tokens of a sign-in as tags on a rail, each with its successor after it. Where the sign-in has ended, they lie below it. */
export function Chain({ links }: { links: readonly ChainLink[] }) {
  const twice = useTexts(labTwiceTexts);
  if (links.length === 0) return null;
  const hasFallen = links.every(({ state }) => state === "ended");
  return (
    <div className={styles.chain} data-fallen={hasFallen}>
      <ol className={styles.links} aria-label={twice.chain}>
        {links.map((link) => (
          <Link key={link.key.id} link={link} isOver={hasFallen} />
        ))}
      </ol>
      {hasFallen && <p className={styles.fallen}>{links.length > 1 ? twice.fallen : twice.fallenOne}</p>}
    </div>
  );
}

function Link({ link, isOver }: { link: ChainLink; isOver: boolean }) {
  const twice = useTexts(labTwiceTexts);
  const { key, name, state, isReplaced } = link;
  return (
    <li className={styles.link} data-state={state} data-replaced={isReplaced}>
      <Hole />
      <div className={styles.tag}>
        <p className={styles.name} id={`link-${key.id}`}>
          {name} <StateWord state={state} />
        </p>
        <code className={styles.jti}>{shortId(key.jti ?? "")}</code>
        {state === "rotated" && <Grace until={link.graceUntil} />}
        {!isOver && (
          <ActButton act="refresh" body={{ holder: "you", key: key.id }}>
            {twice.spend(name)}
          </ActButton>
        )}
      </div>
    </li>
  );
}

/** What a spent token gets if it comes again. */
function Grace({ until }: { until: number | null }) {
  const language = useLanguage();
  const twice = useTexts(labTwiceTexts);
  const { now } = useLab();
  const left = until === null ? 0 : until - now;
  return (
    <p className={styles.grace}>
      <IntlText>{left > 0 ? twice.graceLeft(countdown(language, left)) : twice.graceOver}</IntlText>
    </p>
  );
}

/** Where the tag hangs, and the arrow to what took its place. */
function Hole() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={styles.hole}>
      <circle cx="12" cy="12" r="6" fill="none" stroke="currentColor" strokeWidth="3" />
    </svg>
  );
}
