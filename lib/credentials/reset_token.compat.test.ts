import { describe, expect, test } from "vitest";
import { callDjango, isDjangoMissing } from "@/lib/testing/django/django";
import { SECRET, secretOf } from "@/lib/testing/settings";
import { checkResetToken, encodeUid, makeResetToken } from "./reset_token";

const TIMEOUT = 259_200;
/** Milliseconds; with a fraction of a second, which counts nowhere. */
const NOW = Date.UTC(2026, 10, 28, 20, 15, 5, 987);
/** On both sides of the hour that a clock with summer time shows twice, and of the one that it leaves out. */
const TIMES = [
  NOW,
  ...[0, 1, 2].map((hour) => Date.UTC(2026, 9, 25, hour, 30)),
  Date.UTC(2026, 2, 29, 1, 30),
];
const HASH = "pbkdf2_sha256$1000000$salt$aGFzaA==";

const SUBJECTS = [
  { key: "1", password: HASH, lastLogin: null, email: "mseo@naver.com" },
  { key: "900", password: HASH, lastLogin: new Date(NOW - 1), email: "" },
  {
    key: "3",
    password: "argon2$x",
    lastLogin: new Date(Date.UTC(2026, 0, 2, 3, 4, 5)),
    email: "서@도메인.한국",
  },
];
const asDjango = ({ key, password, lastLogin, email }: (typeof SUBJECTS)[number]) => [
  Number(key),
  password,
  lastLogin && lastLogin.getTime() / 1000,
  email,
];

describe.skipIf(isDjangoMissing)("links to set a new password", { timeout: 60_000 }, () => {
  test.each(["UTC", "Asia/Seoul", "America/Chicago", "Europe/Berlin", "Asia/Kolkata"])(
    "in %s are Django's, character for character, and each takes the other's until they are too old",
    (timeZone) => {
      const cases = SUBJECTS.flatMap((subject) => TIMES.map((at) => ({ subject, at })));
      const ours = cases.map(({ subject, at }) => makeResetToken(subject, SECRET, new Date(at), timeZone));
      const settings = { SECRET_KEY: SECRET, TIME_ZONE: timeZone };
      const made = cases.map(
        ({ subject, at }) => ["make_reset_token", asDjango(subject), at / 1000] as const,
      );
      expect(callDjango(made, settings)).toEqual(ours);

      const ages = [0, TIMEOUT, TIMEOUT + 1];
      const now = NOW + 90 * 86_400_000;
      const [subject] = SUBJECTS as [(typeof SUBJECTS)[number]];
      const tokens = ages.map((age) => makeResetToken(subject, SECRET, new Date(now - age * 1000), timeZone));
      const checks = tokens.map(
        (token) => ["check_reset_token", asDjango(subject), token, now / 1000] as const,
      );
      const context = { secrets: [SECRET], now: new Date(now), timeZone, timeout: TIMEOUT };
      const here = tokens.map((token) => checkResetToken(token, subject, context));
      expect(here).toEqual([true, true, false]);
      expect(callDjango(checks, settings)).toEqual(here);
    },
  );

  test("name their user as Django's do", () => {
    const keys = [1, 42, 2 ** 31, "0b2f3c1a-8f6e-4a53-9d3e-6f5f1f0f9a11"];
    const uids = keys.map((key) => encodeUid(String(key)));
    expect(callDjango(keys.map((key) => ["encode_uid", key] as const))).toEqual(uids);
  });

  test("of a former key are taken on both sides where it is a fallback here", () => {
    const [subject] = SUBJECTS as [(typeof SUBJECTS)[number]];
    const former = secretOf(50);
    const [token] = callDjango([["make_reset_token", asDjango(subject), NOW / 1000]], { SECRET_KEY: former });
    const context = { now: new Date(NOW), timeZone: "America/Chicago", timeout: TIMEOUT };
    expect(checkResetToken(String(token), subject, { ...context, secrets: [SECRET, former] })).toBe(true);
    expect(checkResetToken(String(token), subject, { ...context, secrets: [SECRET] })).toBe(false);
  });
});
