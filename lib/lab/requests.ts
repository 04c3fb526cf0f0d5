import type { LabAct, LabBend, LabDoor, LabHolder, LabKeyKind } from "@/lib/contract/lab";
import type { LabKeyRow } from "@/lib/store/lab/keys";
import { userAgentOf } from "./holders";
import type { Sending } from "./sending";

/** Who sends a request, where to, and on whose behalf. */
export interface Sender {
  readonly act: LabAct;
  readonly holder: Exclude<LabHolder, "terminal">;
  readonly door?: LabDoor;
}

/** A credential as it is sent. */
interface Carried {
  readonly raw: string;
  /** The cookie that carries it; null: the Authorization header. */
  readonly cookie: string | null;
}

/** "Who am I?" @param key null: without a credential */
export function whoAmI(sender: Sender, key: LabKeyRow | undefined, bent: Bent | null = null): Sending {
  const carried = bent === null ? key : bent.carried;
  return {
    ...request(sender, "GET", "/user/me", carried === undefined ? [] : [carrying(carried)]),
    keys: key === undefined ? [] : [key.id],
    bend: bent?.bend ?? null,
  };
}

/** A credential that was changed before it is sent. */
export interface Bent {
  /** Null: it is what it was. */
  readonly bend: LabBend | null;
  readonly carried: Carried;
}

/** A POST with a JSON body, and a credential in a cookie where one is given. */
export function post(sender: Sender, path: string, body: object, key?: LabKeyRow): Sending {
  const headers = key === undefined ? [] : [carrying(key)];
  return {
    ...request(
      sender,
      "POST",
      path,
      [...headers, ["Content-Type", "application/json"]],
      JSON.stringify(body),
    ),
    keys: key === undefined ? [] : [key.id],
  };
}

/** Spends a refresh token, or signs out by it: from its cookie, or in the body. @param key none: nothing is sent */
export function withRefreshToken(sender: Sender, path: string, key: LabKeyRow | undefined): Sending {
  if (key === undefined || key.cookie !== null) return post(sender, path, {}, key);
  return { ...post(sender, path, { refresh: key.raw }), keys: [key.id] };
}

/** Ends a sign-in by the id of its row. */
export function endSignIn(sender: Sender, id: string, key: LabKeyRow | undefined): Sending {
  const path = `/user/sessions/${encodeURIComponent(id)}`;
  return {
    ...request(sender, "DELETE", path, key === undefined ? [] : [carrying(key)]),
    keys: key === undefined ? [] : [key.id],
  };
}

type Header = readonly [name: string, value: string];

function request(
  { act, holder, door = "ours" }: Sender,
  method: string,
  path: string,
  headers: readonly Header[],
  body: string | null = null,
): Sending {
  const all: Header[] = [["User-Agent", userAgentOf(holder)], ...headers];
  return { act, holder, door, method, path, headers: all, body, keys: [], bend: null };
}

function carrying({ raw, cookie }: Carried): Header {
  return cookie === null ? ["Authorization", `Bearer ${raw}`] : ["Cookie", `${cookie}=${raw}`];
}

/** How a changed credential is sent: a seal in the session's cookie, a token in the Authorization header. */
export function carriedAs(kind: LabKeyKind, raw: string, sessionCookie: string): Carried {
  return { raw, cookie: kind === "session" ? sessionCookie : null };
}
