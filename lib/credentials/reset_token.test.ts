import { describe, expect, it, test } from "vitest";
import { SECRET, secretOf } from "@/lib/testing/settings";
import { checkResetToken, decodeUid, encodeUid, makeResetToken } from "./reset_token";

const AT = new Date(1_795_896_905_987);
const SUBJECT = {
  key: "1",
  password: "pbkdf2_sha256$1000000$salt$aGFzaA==",
  lastLogin: null,
  email: "mseo@naver.com",
};
/** Made by Django on a server in Seoul; see reset_token.compat.test.ts. */
const TOKEN = "dish95-1ab5c3677a8080cf6dae03e07cbff287";
const CONTEXT = { secrets: [SECRET], now: AT, timeZone: "Asia/Seoul", timeout: 259_200 };

describe("a token", () => {
  it("is Django's", () => {
    expect(makeResetToken(SUBJECT, SECRET, AT, "Asia/Seoul")).toBe(TOKEN);
    const other = { key: "900", password: "argon2$x", lastLogin: new Date(AT.getTime() - 988), email: "" };
    expect(makeResetToken(other, SECRET, AT, "Asia/Seoul")).toBe("dish95-c6ebaa091df9cd49a1280a2abb648f71");
  });

  it("is that of a Django with USE_TZ=False, for which a user signed in at a local time", () => {
    const signedIn = { key: "900", password: "argon2$x", lastLogin: new Date(AT.getTime() - 988), email: "" };
    const subject = { ...signedIn, lastLoginZone: "Asia/Seoul" };
    expect(makeResetToken(subject, SECRET, AT, "Asia/Seoul")).toBe("dish95-eccfb7961924cd3757a2971fc4e771cb");
  });

  it("is valid up to its timeout, by the wall clock", () => {
    const at = (seconds: number) => ({ ...CONTEXT, now: new Date(AT.getTime() + seconds * 1000) });
    expect(checkResetToken(TOKEN, SUBJECT, at(259_200))).toBe(true);
    expect(checkResetToken(TOKEN, SUBJECT, at(259_201))).toBe(false);
  });

  it("is that of one key, of one state of one user", () => {
    expect(checkResetToken(TOKEN, SUBJECT, CONTEXT)).toBe(true);
    expect(checkResetToken(TOKEN, SUBJECT, { ...CONTEXT, secrets: [secretOf(50), SECRET] })).toBe(true);
    expect(checkResetToken(TOKEN, SUBJECT, { ...CONTEXT, secrets: [secretOf(50)] })).toBe(false);
    const changes = [
      { key: "2" },
      { password: "pbkdf2_sha256$1$a$b" },
      { lastLogin: AT },
      { email: "a@b.c" },
    ];
    for (const change of changes)
      expect(checkResetToken(TOKEN, { ...SUBJECT, ...change }, CONTEXT), JSON.stringify(change)).toBe(false);
  });

  test.each([
    "",
    "-",
    "dish95",
    TOKEN.toUpperCase(),
    `0${TOKEN}`,
    `${TOKEN}0`,
    `${TOKEN} `,
    TOKEN.replace("-", "--"),
    TOKEN.replace("dish95", "dish96"),
    TOKEN.replace(/.$/, "8"),
    `zzzzzzzzzzzzz-${"0".repeat(32)}`,
  ])("%j is none", (token) => {
    expect(checkResetToken(token, SUBJECT, CONTEXT)).toBe(false);
  });
});

describe("a user's key in a link", () => {
  test.each([
    ["1", "MQ"],
    ["900", "OTAw"],
    ["0b2f3c1a-8f6e-4a53-9d3e-6f5f1f0f9a11", "MGIyZjNjMWEtOGY2ZS00YTUzLTlkM2UtNmY1ZjFmMGY5YTEx"],
  ])("%s is Django's %s", (key, uid) => {
    expect([encodeUid(key), decodeUid(uid)]).toEqual([uid, key]);
  });

  test.each(["", "M", "MR", "MQ==", "M Q", "MQ\n", "_w", "YQBi"])("%j is none", (uid) => {
    expect(decodeUid(uid)).toBeNull();
  });
});
