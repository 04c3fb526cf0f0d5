"use client";

import type { ComponentType } from "react";
import type { LabSettingName } from "@/lib/contract/lab";
import { useTexts } from "../../language";
import { labSettingsTexts } from "../../messages/lab_settings";
import { heldKey, isSpent } from "../held";
import { useLab } from "../use_lab";
import { ActButton } from "./act_button";
import { chainOf } from "./chain_links";
import { AccessLifetimes, LastRefresh, LastSignIn, Openings } from "./setting_results";
import { Spent } from "./spent";
import { Buttons } from "./step_panel";

/** The buttons that show what a setting does, and what came of them. */
export function SettingShown({ name, since }: { name: LabSettingName } & Since) {
  const Shown = SHOWN[name];
  return <Shown since={since} />;
}

/** Results of requests after this one, by its id, are shown. */
type Since = { since: number };

const SHOWN: Readonly<Record<LabSettingName, ComponentType<Since>>> = {
  ACCESS_TOKEN_LIFETIME: () => (
    <>
      <Refresh />
      <AccessLifetimes />
    </>
  ),
  ROTATE_REFRESH_TOKENS: ({ since }) => (
    <>
      <Refresh />
      <LastRefresh since={since} />
    </>
  ),
  BLACKLIST_AFTER_ROTATION: SpendTwice,
  AUTH_TOKEN_CLASSES: Knocks,
  AUTH_COOKIE: () => (
    <>
      <ActButton act="signin" body={{}}>
        <SignInLabel />
      </ActButton>
      <LastSignIn />
    </>
  ),
};

function SignInLabel() {
  return useTexts(labSettingsTexts).signin;
}

/** A refresh; where there is no token to spend, a sign-in. */
function Refresh() {
  const settings = useTexts(labSettingsTexts);
  const { view, now } = useLab();
  if (isSpent(heldKey(view, "you", "refresh"), now)) return <SignInFirst />;
  return (
    <ActButton act="refresh" body={{ holder: "you" }}>
      {settings.refresh}
    </ActButton>
  );
}

function SignInFirst() {
  const settings = useTexts(labSettingsTexts);
  return (
    <>
      <p>{settings.signedOut}</p>
      <ActButton act="signin" body={{}}>
        {settings.signin}
      </ActButton>
    </>
  );
}

function SpendTwice({ since }: Since) {
  const settings = useTexts(labSettingsTexts);
  const { view } = useLab();
  const former = chainOf(view).at(-2);
  return (
    <>
      <Buttons>
        <Refresh />
        {former !== undefined && (
          <ActButton act="refresh" body={{ holder: "you", key: former.key.id }}>
            {settings.spendFormer(former.name)}
          </ActButton>
        )}
      </Buttons>
      <Spent since={since} />
    </>
  );
}

function Knocks({ since }: Since) {
  const settings = useTexts(labSettingsTexts);
  const { view } = useLab();
  const labels = {
    access: settings.knockAccess,
    refresh: settings.knockRefresh,
    sliding: settings.knockSliding,
  };
  const kinds = (["access", "refresh", "sliding"] as const).filter(
    (kind) => heldKey(view, "you", kind) !== null,
  );
  return (
    <>
      <Buttons>
        {kinds.map((kind) => (
          <ActButton key={kind} act="knock" body={{ holder: "you", kind, door: "ours" }}>
            {labels[kind]}
          </ActButton>
        ))}
        <ActButton act="sliding" body={{}}>
          {settings.sliding}
        </ActButton>
      </Buttons>
      <Openings since={since} />
    </>
  );
}
