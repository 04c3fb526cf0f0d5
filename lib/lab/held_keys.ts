import type { LabHolder, LabKeyKind } from "@/lib/contract/lab";
import { expiryOf } from "@/lib/credentials/jwt/expiry";
import { unsealSessionKey } from "@/lib/credentials/seal";
import {
  dropKeysStep,
  type LabKeyRow,
  readLabKeys,
  renewKeyStep,
  takeKeySteps,
  writeLabKeys,
} from "@/lib/store/lab/keys";
import type { Step } from "@/lib/store/statements";
import type { Lab } from "./open_labs";
import type { Sending } from "./sending";

/** The members of answers that hold a token. */
const MEMBERS: Readonly<Record<string, LabKeyKind>> = {
  access: "access",
  refresh: "refresh",
  token: "sliding",
};

/** A credential that an answer brought; `raw` is null where it takes one away. */
interface Brought {
  readonly kind: LabKeyKind;
  readonly raw: string | null;
  readonly cookie: string | null;
}

/** What somebody holds of a kind; undefined: nothing. */
export async function heldKey(
  { store }: Lab,
  holder: LabHolder,
  kind: LabKeyKind,
): Promise<LabKeyRow | undefined> {
  const keys = await readLabKeys(store.statements);
  return keys.findLast((key) => key.holder === holder && key.kind === kind && key.droppedAt === null);
}

/** Gives the sender of a request what the answer brought, as a browser or a program would keep it. */
export async function takeFrom(
  lab: Lab,
  { holder, path, door }: Sending,
  response: Response,
  text: string,
): Promise<void> {
  if (door === "neighbour") return;
  const at = lab.now();
  const brought = [
    ...fromCookies(lab, response.headers.getSetCookie()),
    ...(response.ok ? fromBody(text) : []),
  ];
  // A program that has signed out throws its tokens away.
  const isSignOut = response.ok && path === "/user/jwt_signout";
  const steps = isSignOut ? [dropKeysStep(holder, "access", at), dropKeysStep(holder, "refresh", at)] : [];
  for (const one of brought) steps.push(...(await stepsFor(lab, holder, one)));
  await writeLabKeys(lab.store, steps);
}

async function stepsFor(lab: Lab, holder: LabHolder, { kind, raw, cookie }: Brought): Promise<Step[]> {
  const at = lab.now();
  if (raw === null) return [dropKeysStep(holder, kind, at)];
  const expiresAt = kind === "session" ? at + lab.settings.session.age * 1000 : expiryOf(raw) * 1000;
  const held = kind === "session" ? await heldKey(lab, holder, kind) : undefined;
  if (held !== undefined && (await isSameSession(lab, held.raw, raw)))
    return [renewKeyStep(held.id, raw, expiresAt)];
  return [
    dropKeysStep(holder, kind, at, raw),
    ...takeKeySteps({ holder, kind, raw, cookie, takenAt: at, expiresAt }),
  ];
}

async function isSameSession({ settings }: Lab, one: string, other: string): Promise<boolean> {
  const { secretKeys, session } = settings;
  const [first, second] = await Promise.all(
    [one, other].map((seal) => unsealSessionKey(seal, secretKeys, session.age)),
  );
  return first !== null && first === second;
}

function fromCookies({ settings }: Lab, lines: readonly string[]): Brought[] {
  const { access, refresh } = settings.jwt.cookies;
  const kinds: Readonly<Record<string, LabKeyKind>> = {
    [settings.session.cookie.name]: "session",
    [access.name]: "access",
    [refresh.name]: "refresh",
  };
  return lines.flatMap((line): Brought[] => {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    const kind = kinds[name];
    if (kind === undefined) return [];
    return [{ kind, raw: /; Max-Age=0(;|$)/.test(line) || value === "" ? null : value, cookie: name }];
  });
}

function fromBody(text: string): Brought[] {
  const body: unknown = text === "" ? null : JSON.parse(text);
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([member, value]): Brought[] => {
    const kind = MEMBERS[member];
    return kind === undefined || typeof value !== "string" ? [] : [{ kind, raw: value, cookie: null }];
  });
}
