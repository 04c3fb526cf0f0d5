import { describe, expect, it, test } from "vitest";
import { newRecoveryCodes, recoveryCodeDigest } from "./recovery_codes";
import { newTotpSecret, totpStep, totpUri } from "./totp";

/** RFC 6238, appendix B, for SHA-1; the last six of its eight digits. The secret is the text "12345678901234567890". */
const RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const RFC_CODES: [seconds: number, code: string][] = [
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
  [20000000000, "353130"],
];

test.each(RFC_CODES)("the code of RFC 6238 at %i seconds is taken, for its time step", (seconds, code) => {
  expect(totpStep(RFC_SECRET, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30));
});

describe("a code is taken", () => {
  const STEP = Math.floor(1111111109 / 30);
  it.each([
    ["at the beginning of the step before", (STEP - 1) * 30, STEP],
    ["at the end of the step after", (STEP + 2) * 30 - 0.001, STEP],
    ["not earlier", (STEP - 1) * 30 - 0.001, null],
    ["not later", (STEP + 2) * 30, null],
  ])("%s", (_when, seconds, step) => {
    expect(totpStep(RFC_SECRET, "081804", new Date(seconds * 1000))).toBe(step);
  });
});

it.each(["", "81804", "0081804", "081805", "abcdef", "０８１８０４", "-81804", "8.1e10"])(
  "%j is no code",
  (code) => {
    expect(totpStep(RFC_SECRET, code, new Date(1111111109_000))).toBeNull();
  },
);

test("secrets have 160 bits in base32, and differ", () => {
  const secrets = Array.from({ length: 1000 }, newTotpSecret);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(new Set(secrets).size).toBe(1000);
});

test("names with any letter stand in the URI, and end no part of it early", () => {
  const uri = new URL(totpUri(RFC_SECRET, { issuer: "auth.example.com", account: "서 민/?#&:@x" }));
  expect([uri.protocol, uri.host]).toEqual(["otpauth:", "totp"]);
  expect(decodeURIComponent(uri.pathname)).toBe("/auth.example.com:서 민/?#&:@x");
  expect(uri.searchParams.get("secret")).toBe(RFC_SECRET);
  expect(uri.searchParams.get("issuer")).toBe("auth.example.com");
});

test("recovery codes are ten of 118 bits, without look-alikes, and may be typed in other forms", () => {
  const codes = Array.from({ length: 500 }, newRecoveryCodes);
  for (const each of codes) expect(each).toHaveLength(10);
  const all = codes.flat();
  for (const code of all) expect(code).toMatch(/^[2-9a-hjkmnp-z]{6}(-[2-9a-hjkmnp-z]{6}){3}$/);
  expect(new Set(all).size).toBe(5000);
  // Every letter about as often as every other.
  const counts = new Map<string, number>();
  for (const letter of all.join("").replaceAll("-", "")) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect(counts.size).toBe(31);
  for (const count of counts.values()) expect(count / ((5000 * 24) / 31)).toBeCloseTo(1, 0.5);
  const [code = ""] = all;
  const forms = [code.toUpperCase(), code.replaceAll("-", ""), code.replaceAll("-", " – "), ` ${code} `];
  for (const form of forms) expect(recoveryCodeDigest(form)).toBe(recoveryCodeDigest(code));
});
