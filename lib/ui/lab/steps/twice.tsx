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
import { SpentLine } from "./spent";
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
      keepsFocus
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
        <div className={styles.group}>
          <Chain links={links} />
          {isOver && <SpentLine />}
        </div>
        {isOver ? (
          <div className={styles.group}>
            {links.length === 0 && <p>{twice.noKeys}</p>}
            <ActButton act="signin" body={{}} look="primary">
              {twice.newKeys}
            </ActButton>
          </div>
        ) : (
          <TwiceOrder links={links} />
        )}
      </div>
    </StepPanel>
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
