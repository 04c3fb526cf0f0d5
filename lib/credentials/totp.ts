import { Secret, TOTP } from "otpauth";

/*
 * One-time codes by time (RFC 6238), as every authenticator app makes them: SHA-1, six digits, 30 seconds.
 */

/** Seconds. */
const PERIOD = 30;
/** 160 bits, as RFC 4226, 4 recommends. Bytes. */
const SECRET_BYTES = 20;
/** A code of the step before and of the step after is taken, too: clocks differ, and typing takes time (RFC 6238, 5.2). */
const WINDOW = 1;

/** A new secret, in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What the QR code holds (Google Authenticator's key URI format). @param issuer and `account` name the entry in the app */
export function totpUri(
  secret: string,
  names: { readonly issuer: string; readonly account: string },
): string {
  return new TOTP({ secret, issuer: names.issuer, label: names.account, period: PERIOD }).toString();
}

export function isTotpCode(text: string): boolean {
  return /^\d{6}$/.test(text);
}

/** The time step to which a code belongs; null where it is none of the secret's now. */
export function totpStep(secret: string, code: string, now: Date): number | null {
  if (!isTotpCode(code)) return null;
  const timestamp = now.getTime();
  const delta = new TOTP({ secret, period: PERIOD }).validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD) + delta;
}
