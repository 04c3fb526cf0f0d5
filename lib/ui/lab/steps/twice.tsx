"use client";

import { IntlText } from "../../intl_text";
import { useLanguage, useTexts } from "../../language";
import { labTexts } from "../../messages/lab";
import { labTwiceTexts } from "../../messages/lab_twice";
import { PageLink } from "../../page_link";
import { upTo } from "../../time";
import { stepPath } from "../paths";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import { Chain } from "./chain";
import { chainOf } from "./chain_links";
import styles from "./group.module.css";
import { SpentLine, useSpend } from "./spent";
import { Lesson, StepPanel } from "./step_panel";
import { TwiceOrder } from "./twice_order";

/** A refresh token that is spent twice: in time, and too late. */
export function Twice() {
  const language = useLanguage();
  const lab = useTexts(labTexts);
  const twice = useTexts(labTwiceTexts);
  const { view } = useLab();
  const links = chainOf(view);
  const isOver = links.every(({ state }) => state === "ended" || state === "expired");
  const grace = upTo(language, view.gracePeriod * 1_000);
  return (
    <StepPanel
      heading={lab.steps.twice}
      text={
        <>
          <p>{twice.lead}</p>
          <p>
            <IntlText>{twice.within(grace)}</IntlText>
          </p>
          <p>{twice.later}</p>
        </>
      }
    >
      <OtherSetting />
      <div className={styles.sides}>
        {isOver ? <Over hasKeys={links.length > 0} /> : <TwiceOrder links={links} />}
        <div className={styles.group}>
          <Chain links={links} />
          {isOver && <SpentLine />}
        </div>
      </div>
    </StepPanel>
  );
}

/** What the end of a chain leaves behind, and the way to another one. */
function Over({ hasKeys }: { hasKeys: boolean }) {
  const twice = useTexts(labTwiceTexts);
  const { spend } = useSpend();
  return (
    <div className={styles.group}>
      {!hasKeys && <p>{twice.noKeys}</p>}
      {spend?.kind === "stolen" && (
        <>
          <Lesson>{twice.lesson}</Lesson>
          <p>{twice.otherWay}</p>
        </>
      )}
      <ActButton act="signin" body={{}} look="primary">
        {twice.newKeys}
      </ActButton>
    </div>
  );
}

/** What is different here where the visitor has changed how refresh tokens are rotated. */
function OtherSetting() {
  const twice = useTexts(labTwiceTexts);
  const { ROTATE_REFRESH_TOKENS, BLACKLIST_AFTER_ROTATION } = useLab().view.settings;
  const rotates = ROTATE_REFRESH_TOKENS === "true";
  if (rotates && BLACKLIST_AFTER_ROTATION === "true") return null;
  const name = rotates ? "BLACKLIST_AFTER_ROTATION" : "ROTATE_REFRESH_TOKENS";
  return (
    <Lesson>
      <code>{name}=false</code> {rotates ? twice.noBlacklist : twice.noRotation}{" "}
      <PageLink href={`${stepPath("settings")}#${name}`}>{twice.changeSetting}</PageLink>
    </Lesson>
  );
}
