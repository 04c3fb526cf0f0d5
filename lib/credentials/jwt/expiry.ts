import { decodeJwt } from "jose";
import { isTimestamp } from "./decode";

/** When a token that we have just made expires. It is not verified. @returns seconds since the epoch */
export function expiryOf(token: string): number {
  return decodeJwt(token).exp ?? 0;
}

/** A time that a token claims, in seconds since the epoch. It is not verified. @returns null where there is none */
export function claimedTime(token: string, claim: string): number | null {
  try {
    const time = decodeJwt(token)[claim];
    return isTimestamp(time) ? time : null;
  } catch {
    // jose throws for what is no token.
    return null;
  }
}
