import { decodeJwt } from "jose";

/** When a token that we have just made expires. It is not verified. @returns seconds since the epoch */
export function expiryOf(token: string): number {
  return decodeJwt(token).exp ?? 0;
}
