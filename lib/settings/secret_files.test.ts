import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { ecPair } from "@/lib/testing/keys";
import { meStatus, signUpForTokens } from "@/lib/testing/requests";
import { withServer } from "@/lib/testing/server";
import { problemsOf, SECRET, settingsOf } from "@/lib/testing/settings";
import { claimsOf, signHs256 } from "@/lib/testing/tokens";
import { keepFileSecrets, readSettings } from "./read";

const OTHER = "a-secret-that-only-a-file-holds-for-tests-of-it";
const pair = ecPair("P-256");
let folder: string;
let secretFile: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-secrets-"));
  secretFile = file("signing_key", `${OTHER}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  writeFileSync(path.join(folder, name), content);
  return path.join(folder, name);
}

test("SIGNING_KEY=/run/secrets/…: the file's content signs, and whoever knows the path can sign nothing", async () => {
  await withServer({ SIGNING_KEY: secretFile }, async (server) => {
    const { access } = await signUpForTokens(server);
    expect(await meStatus(server, signHs256(claimsOf(access), OTHER))).toBe(200);
    for (const forged of [secretFile, `${OTHER}\n`, SECRET])
      expect(await meStatus(server, signHs256(claimsOf(access), forged))).toBe(401);
  });
});

describe("every secret may be the name of a file", () => {
  it.each([
    ["SECRET_KEY", () => settingsOf({ SECRET_KEY: secretFile }).secretKeys],
    ["SECRET_KEY_FALLBACKS", () => settingsOf({ SECRET_KEY_FALLBACKS: secretFile }).secretKeys.slice(1)],
    ["SIGNING_KEY", () => [settingsOf({ SIGNING_KEY: secretFile }).jwt.signingKey]],
    [
      "as a file: address",
      () => [settingsOf({ SIGNING_KEY: pathToFileURL(secretFile).href }).jwt.signingKey],
    ],
  ])("%s", (_, values) => {
    expect(values()).toEqual([OTHER]);
  });

  test("former keys may be mixed", () => {
    const fallbacks = `${SECRET}s, ${secretFile}`;
    expect(settingsOf({ SECRET_KEY_FALLBACKS: fallbacks }).secretKeys).toEqual([SECRET, `${SECRET}s`, OTHER]);
  });
});

describe("every secret may stand in a file that NAME_FILE names", () => {
  test("secrets", () => {
    const { secretKeys, jwt } = settingsOf({
      SECRET_KEY: "",
      SECRET_KEY_FILE: file("secret_key", `\uFEFF${SECRET}\r\n`),
      SECRET_KEY_FALLBACKS_FILE: file("fallbacks", `${SECRET}1\n${SECRET}2\n`),
      SIGNING_KEY_FILE: secretFile,
    });
    expect(secretKeys).toEqual([SECRET, `${SECRET}1`, `${SECRET}2`]);
    expect(jwt.signingKey).toBe(OTHER);
  });

  test("keys", () => {
    const settings = settingsOf({
      ALGORITHM: "ES256",
      SIGNING_KEY_FILE: file("private", pair.privateKey),
      VERIFYING_KEY_FILE: file("public", pair.publicKey),
    });
    expect(settings.jwt.verifyingKeys).toEqual([pair.publicKey]);
  });

  test("the database's address", () => {
    const url = "postgresql://latchkey:secret@127.0.0.1/latchkey";
    expect(settingsOf({ DATABASE_URL_FILE: file("database_url", `${url}\n`) }).databaseUrl).toBe(url);
  });

  it.each(["SECRET_KEY", "SECRET_KEY_FALLBACKS", "SIGNING_KEY", "VERIFYING_KEY", "DATABASE_URL"])(
    "and not in both: %s",
    (name) => {
      expect(problemsOf({ SECRET_KEY: SECRET, [name]: SECRET, [`${name}_FILE`]: secretFile })).toEqual([
        `${name} and ${name}_FILE are both set: unset one of them.`,
      ]);
    },
  );
});

test("a key in DER is taken from a file", () => {
  const der = Buffer.from(pair.privateKey.replace(/-----.*?-----|\s/g, ""), "base64");
  expect(problemsOf({ ALGORITHM: "ES256", SIGNING_KEY: file("ec.der", der) })).toEqual([]);
  expect(problemsOf({ ALGORITHM: "HS256", SIGNING_KEY_FILE: file("ec2", der) })).toEqual([
    expect.stringContaining("SIGNING_KEY is a key of a pair"),
  ]);
});

test("a worker that starts later has the secrets of the others, whatever has become of the files", () => {
  const [key, list] = [file("kept", `${SECRET}k`), file("kept-list", `${SECRET}1\n${SECRET}2`)];
  const environment: NodeJS.ProcessEnv = {
    NODE_ENV: "test",
    SECRET_KEY: SECRET,
    SECRET_KEY_FALLBACKS_FILE: list,
    SIGNING_KEY: key,
    DATABASE_URL_FILE: file("kept-url", "file:./kept.db"),
  };
  const before = readSettings(environment);
  keepFileSecrets(environment);
  file("kept", OTHER);
  rmSync(list);
  rmSync(path.join(folder, "kept-url"));
  expect(readSettings({ ...environment })).toEqual(before);
  expect(before.jwt.signingKey).toBe(`${SECRET}k`);
});

describe("a file that holds no secret is refused, with one sentence", () => {
  it.each([
    ["missing", () => path.join(folder, "missing"), "does not exist"],
    ["a folder", () => folder, "is no regular file"],
    ["empty", () => file("empty", " \n"), "is empty"],
    ["random bytes", () => file("random", Buffer.concat([Buffer.of(0xff), randomBytes(32)])), "is no text"],
    ["huge", () => file("huge", "x".repeat(300_000)), "is larger than 256 KB"],
    ["a device", () => "/dev/zero", "is no regular file"],
  ])("%s", (_, name, reason) => {
    const given = name();
    expect(problemsOf({ SECRET_KEY: "", SECRET_KEY_FILE: given })).toEqual([
      expect.stringMatching(new RegExp(`^SECRET_KEY_FILE names the file ${given}, which ${reason}`)),
    ]);
    for (const setting of ["SECRET_KEY", "SIGNING_KEY"])
      expect(problemsOf({ [setting]: given })).toEqual([
        expect.stringMatching(
          new RegExp(
            `^${setting} names a file, which ${reason}[^.]*\\. Where it is a secret and no path, put it into a file that ${setting}_FILE names\\.$`,
          ),
        ),
      ]);
  });

  test.skipIf(process.getuid?.() === 0)("one that may not be read", () => {
    const closed = file("closed", SECRET);
    chmodSync(closed, 0);
    expect(problemsOf({ SECRET_KEY: "", SECRET_KEY_FILE: closed })).toEqual([
      expect.stringContaining("cannot be read by this user"),
    ]);
  });
});

describe("what is a path and what is a secret", () => {
  it.each([
    "/run/secrets/latchkey_signing_key_of_production",
    "./signing-key-of-production-for-tokens",
    "~/signing-key-of-production-for-tokens",
  ])("%s is a path, whether or not the file exists", (value) => {
    expect(problemsOf({ SIGNING_KEY: value })).toEqual([
      expect.stringMatching(/^SIGNING_KEY names a file, /),
    ]);
  });

  test("base64 that begins with a slash is a secret, and no part of one is ever printed", () => {
    const random = "/9jQ0vXk2mZB1uLrTqHn+cW5eYdAsF7gJpKoI3MbCw8=";
    expect(settingsOf({ SIGNING_KEY: random }).jwt.signingKey).toBe(random);
    const unusual = `/${"aB3$".repeat(10)}`;
    expect(problemsOf({ SIGNING_KEY: unusual }).join()).not.toContain("aB3");
  });

  test("a relative path is one where the file exists", () => {
    mkdirSync(path.join(folder, "keys"));
    const name = path.relative(process.cwd(), file("keys/for-tokens-of-this-service", OTHER));
    expect(settingsOf({ SIGNING_KEY: name }).jwt.signingKey).toBe(OTHER);
  });
});
