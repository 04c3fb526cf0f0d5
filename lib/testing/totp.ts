/** A second factor as its owner has it: an authenticator app, and a list of recovery codes. */

import { Secret, TOTP } from "otpauth";
import type { Answer } from "./client";
import type { TestServer } from "./server";

export interface SecondFactor {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** Sends a body to an endpoint, as a signed-in user. */
type Post = (path: string, json?: unknown) => Promise<Answer>;

/** The code that an app shows. @param steps of 30 seconds from the server's time on */
export function codeOf(server: TestServer, secret: string, steps = 0): string {
  const timestamp = server.clock.now() + steps * 30_000;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

export function recoveryCodesOf({ body }: Answer): string[] {
  return body?.recovery_codes as string[];
}

/** Sets an app up and puts it in use. The code of the present step is used up by that. @throws where that is refused */
export async function setUpSecondFactor(server: TestServer, post: Post): Promise<SecondFactor> {
  const begun = await post("/user/totp");
  const secret = String(begun.body?.secret);
  const confirmed = await post("/user/totp_confirm", { code: codeOf(server, secret) });
  if (begun.status !== 200 || confirmed.status !== 200)
    throw new Error(`no second factor: ${begun.status}, ${confirmed.status}`);
  return { secret, recoveryCodes: recoveryCodesOf(confirmed) };
}
