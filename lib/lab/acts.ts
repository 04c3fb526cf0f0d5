import { FieldErrors } from "@/lib/contract/errors";
import type { LabActs, LabKeyKind } from "@/lib/contract/lab";
import { copyKeysSteps, readLabKeys, writeLabKeys } from "@/lib/store/lab/keys";
import { moveLabClock, readLabRequests, writeLabSetting } from "@/lib/store/lab/state";
import { bendKey } from "./bend";
import { heldKey } from "./held_keys";
import { isChoice } from "./lab_settings";
import type { Lab } from "./open_labs";
import { carriedAs, endSignIn, post, type Sender, whoAmI, withRefreshToken } from "./requests";
import { sendIn } from "./send";
import type { RequestFacts, Sending } from "./sending";

/*
 * What a visitor does in their lab: each act sends the requests that somebody would send, and decides nothing itself.
 */

/** The guest signs in by both modes. */
export async function signIn(lab: Lab): Promise<void> {
  const sender: Sender = { act: "signin", holder: "you" };
  const { username, password } = lab.state;
  await sendIn(lab, post(sender, "/user/session_signin", { username, password }, await held(lab, "session")));
  await sendIn(lab, post(sender, "/user/jwt_signin", { username, password }));
}

export async function knock(lab: Lab, { holder, kind, door }: LabActs["knock"]): Promise<void> {
  if (holder === "terminal") throw new FieldErrors({ holder: [{ key: "invalid_value" }] });
  await sendIn(lab, whoAmI({ act: "knock", holder, door }, await heldKey(lab, holder, kind)));
}

/** @throws FieldErrors 400 for a payload that is no object; ApiError 401 not_authenticated where what is to be changed is not held */
export async function bend(lab: Lab, { bend, payload }: LabActs["bend"]): Promise<void> {
  const [session, access, refresh] = await Promise.all([
    held(lab, "session"),
    held(lab, "access"),
    held(lab, "refresh"),
  ]);
  const raw = { session: session?.raw ?? null, access: access?.raw ?? null, refresh: refresh?.raw ?? null };
  const bent = await bendKey(bend, raw, payload);
  const from = bend === "refresh_as_access" ? refresh : bent.kind === "session" ? session : access;
  const carried = carriedAs(bent.kind, bent.raw, lab.settings.session.cookie.name);
  // The token's own payload changes nothing.
  const isChanged = bend !== "payload" || bent.raw !== access?.raw;
  for (const door of ["ours", "neighbour"] as const)
    await sendIn(
      lab,
      whoAmI({ act: "bend", holder: "you", door }, from, { bend: isChanged ? bend : null, carried }),
    );
}

export async function wait(lab: Lab, { seconds }: LabActs["wait"]): Promise<void> {
  await moveLabClock(lab.store, seconds * 1000, lab.now());
}

/** A thief copies all that the visitor holds. */
export async function steal(lab: Lab): Promise<void> {
  await writeLabKeys(lab.store, copyKeysSteps("you", "thief", lab.now()));
}

/** Signs out of both modes. */
export async function signOut(lab: Lab): Promise<void> {
  const sender: Sender = { act: "signout", holder: "you" };
  await sendIn(lab, post(sender, "/user/session_signout", {}, await held(lab, "session")));
  await sendIn(lab, withRefreshToken(sender, "/user/jwt_signout", await held(lab, "refresh")));
}

/** @throws FieldErrors 400 where nobody in this lab has had such a refresh token */
export async function refresh(lab: Lab, { holder, key: id }: LabActs["refresh"]): Promise<void> {
  if (holder === "terminal") throw new FieldErrors({ holder: [{ key: "invalid_value" }] });
  const key = id === undefined ? await heldKey(lab, holder, "refresh") : await refreshKey(lab, id);
  await sendIn(lab, withRefreshToken({ act: "refresh", holder }, "/user/jwt_refresh", key));
}

async function refreshKey(lab: Lab, id: number) {
  const keys = await readLabKeys(lab.store.statements);
  const key = keys.find((one) => one.id === id && one.kind === "refresh");
  if (key === undefined) throw new FieldErrors({ key: [{ key: "invalid_value" }] });
  return key;
}

/** A phone of the guest's signs in by session. */
export async function phone(lab: Lab): Promise<void> {
  const { username, password } = lab.state;
  const key = await heldKey(lab, "phone", "session");
  await sendIn(
    lab,
    post({ act: "phone", holder: "phone" }, "/user/session_signin", { username, password }, key),
  );
}

/** Ends a sign-in from the visitor's browser, by the session where there is one. */
export async function end(lab: Lab, { sign_in }: LabActs["end"]): Promise<void> {
  const key = (await held(lab, "session")) ?? (await held(lab, "access"));
  await sendIn(lab, endSignIn({ act: "end", holder: "you" }, sign_in, key));
}

export async function sliding(lab: Lab): Promise<void> {
  const { username, password } = lab.state;
  await sendIn(lab, post({ act: "sliding", holder: "you" }, "/api/token/sliding", { username, password }));
}

/** @throws FieldErrors 400 for another value than the setting may take here */
export async function set(lab: Lab, { name, value }: LabActs["set"]): Promise<void> {
  if (!isChoice(name, value)) throw new FieldErrors({ value: [{ key: "invalid_value" }] });
  await writeLabSetting(lab.store, name, value);
}

/** Sends a request once more, as it was. @throws FieldErrors 400 where there is none */
export async function again(lab: Lab, { request }: LabActs["again"]): Promise<void> {
  const noted = await readLabRequests<RequestFacts>(lab.store.statements);
  const found = noted.find(({ id }) => id === request)?.facts;
  if (found === undefined) throw new FieldErrors({ request: [{ key: "invalid_value" }] });
  const { holder, door, keys, bend, method, path, headers, body } = found;
  const sending: Sending = { act: "again", holder, door, keys, bend, method, path, headers, body };
  await sendIn(lab, sending);
}

/** What the visitor holds. */
function held(lab: Lab, kind: LabKeyKind) {
  return heldKey(lab, "you", kind);
}
