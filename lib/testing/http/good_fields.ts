/** What endpoints are sent that go on with what another one began. */

import { writeProof } from "@/lib/accounts/email_verification/ask_for_proof";
import { resetLink } from "@/lib/accounts/password_reset";
import { proofKey } from "@/lib/credentials/email_proof";
import { findProofOfUser } from "@/lib/store/email_proofs";
import { findUserByKey } from "@/lib/store/users";
import type { Browser } from "../browser";
import type { TestServer } from "../server";
import { codeOf, setUpSecondFactor } from "../totp";

/** A user who is signed in with a browser. */
interface Signed {
  readonly server: TestServer;
  readonly browser: Browser;
  readonly username: string;
  readonly password: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** By endpoint: takes the steps before it. @returns the fields that it is sent then */
const STEPS_BEFORE: Readonly<Record<string, (signed: Signed) => Promise<Fields>>> = {
  "POST /user/session_totp": askForCode,
  "POST /user/jwt_totp": askForCode,
  "POST /user/totp_confirm": async ({ server, browser }) => {
    const { body } = await browser.post("/user/totp");
    return { code: codeOf(server, String(body?.secret)) };
  },
  "POST /user/recovery_codes": withSecondFactor,
  "DELETE /user/totp": withSecondFactor,
  "POST /user/password_reset_confirm": readLink,
  "POST /user/email_verify": readKey,
};

/** @param endpoint such as `POST /user/totp` */
export async function fieldsAfterSteps(endpoint: string, signed: Signed): Promise<Fields> {
  return (await STEPS_BEFORE[endpoint]?.(signed)) ?? {};
}

async function withSecondFactor({ server, browser }: Signed): Promise<Fields> {
  const { recoveryCodes } = await setUpSecondFactor(server, browser.post);
  return { code: recoveryCodes[0] };
}

async function askForCode({ server, browser, username, password }: Signed): Promise<Fields> {
  const { recoveryCodes } = await setUpSecondFactor(server, browser.post);
  const { body } = await browser.post("/user/session_signin", { username, password });
  return { challenge: body?.challenge, code: recoveryCodes[0] };
}

async function readKey({ server, browser }: Signed): Promise<Fields> {
  const { store, settings, clock } = server;
  const { id, email } = (await browser.get("/user/me")).body ?? {};
  const scope = { store, settings, now: new Date(clock.now()) };
  const user = await findUserByKey(store, String(id));
  if (user === null) throw new Error("nobody is signed in");
  await writeProof(scope, { address: null, isPage: false, userAgent: null }, user, String(email));
  const proof = await findProofOfUser(store, user.key);
  return proof === null ? {} : { key: proofKey(proof, settings.secretKeys[0]) };
}

async function readLink({ server, browser }: Signed): Promise<Fields> {
  const { id, email } = (await browser.get("/user/me")).body ?? {};
  const now = new Date(server.clock.now());
  const row = { id: "r", kind: "password_reset", userKey: String(id), facts: { address: String(email) } };
  const link = await resetLink({ ...server, now }, { ...row, at: now, tries: 1 });
  const [, uid, token] = /\/reset\/([\w-]+)\/([\w-]+)\/$/.exec(link ?? "") ?? [];
  return { uid, token };
}
