import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { ecPair, ed25519Pair, type PemPair, rsaPair } from "@/lib/testing/keys";
import { problemsOf, SECRET, secretOf, settingsOf } from "@/lib/testing/settings";

describe("keys that do not fit their algorithm", () => {
  let rsa: PemPair;
  let p256: PemPair;
  let p384: PemPair;
  let folder: string;

  beforeAll(() => {
    [rsa, p256, p384] = [rsaPair(), ecPair("P-256"), ecPair("P-384")];
    folder = mkdtempSync(path.join(tmpdir(), "latchkey-keys-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function keyFile(name: string, content: string): string {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  }

  test("a short HMAC secret", () => {
    expect(problemsOf({ SIGNING_KEY: secretOf(31) })).toEqual([
      "SIGNING_KEY must hold at least 32 bytes (better 32 for HS256).",
    ]);
    expect(problemsOf({ SIGNING_KEY: secretOf(32), ALGORITHM: "HS512" })).toEqual([]);
  });

  test("HS* with a PEM key, given as text, in one line, or as a file", () => {
    const takesASecret = [
      expect.stringMatching(
        /^ALGORITHM=HS256 takes a secret, but SIGNING_KEY is a key of a pair: set ALGORITHM /,
      ),
    ];
    expect(problemsOf({ SIGNING_KEY: rsa.privateKey })).toEqual(takesASecret);
    expect(problemsOf({ SIGNING_KEY: rsa.publicKey.replaceAll("\n", "\\n") })).toEqual(takesASecret);
    expect(problemsOf({ SIGNING_KEY: keyFile("hs.pem", rsa.privateKey) })).toEqual(takesASecret);
  });

  test("HS* with another VERIFYING_KEY", () => {
    const equal = ["With ALGORITHM=HS256 VERIFYING_KEY must be unset or equal to SIGNING_KEY."];
    expect(problemsOf({ VERIFYING_KEY: secretOf(50) })).toEqual(equal);
    expect(problemsOf({ SIGNING_KEY: secretOf(50), VERIFYING_KEY: SECRET })).toEqual(equal);
    expect(problemsOf({ VERIFYING_KEY: SECRET })).toEqual([]);
    expect(problemsOf({ SIGNING_KEY: secretOf(50) })).toEqual([]);
  });

  test("an asymmetric algorithm with the secret key, with a public key, with rubbish", () => {
    expect(problemsOf({ ALGORITHM: "RS256" })).toEqual([
      "ALGORITHM=RS256 needs a private key, and SIGNING_KEY is unset: `npm run keys -- --algorithm RS256` makes one.",
    ]);
    expect(problemsOf({ ALGORITHM: "RS256", SIGNING_KEY: rsa.publicKey })).toEqual([
      "SIGNING_KEY is a public key, and a private one is needed (ALGORITHM=RS256).",
    ]);
    const rubbish = "-----BEGIN PRIVATE KEY-----\nrubbish\n-----END PRIVATE KEY-----";
    expect(problemsOf({ ALGORITHM: "RS256", SIGNING_KEY: rubbish })).toEqual([
      "SIGNING_KEY holds a key that cannot be read: it is damaged (ALGORITHM=RS256).",
    ]);
    expect(problemsOf({ ALGORITHM: "RS256", SIGNING_KEY: rsa.privateKey, VERIFYING_KEY: SECRET })).toEqual([
      "VERIFYING_KEY is no key: a PEM key is needed, or the path of one (ALGORITHM=RS256).",
    ]);
  });

  test("a key of another kind, on another curve, or too small", () => {
    const problems = (algorithm: string, { privateKey }: PemPair) =>
      problemsOf({ ALGORITHM: algorithm, SIGNING_KEY: privateKey });
    const needed = (algorithm: string, what: string) => [
      `The keys do not fit ALGORITHM=${algorithm}: ${what} is needed.`,
    ];
    expect(problems("RS256", p256)).toEqual(needed("RS256", "an RSA key of at least 2048 bits"));
    expect(problems("RS256", rsaPair(1024))).toEqual(needed("RS256", "an RSA key of at least 2048 bits"));
    expect(problems("PS384", ed25519Pair())).toEqual(needed("PS384", "an RSA key of at least 2048 bits"));
    expect(problems("ES256", p384)).toEqual(needed("ES256", "a key on the curve prime256v1"));
    expect(problems("ES384", p256)).toEqual(needed("ES384", "a key on the curve secp384r1"));
    expect(problems("ES512", rsa)).toEqual(needed("ES512", "a key on the curve secp521r1"));
    expect(problems("EdDSA", p256)).toEqual(needed("EdDSA", "an Ed25519 key"));
  });

  test("a VERIFYING_KEY that is not the public half", () => {
    const halves = [
      "VERIFYING_KEY is not the public half of SIGNING_KEY: Latchkey would refuse its own tokens.",
    ];
    const verifiedWith = (publicKey: string) =>
      problemsOf({ ALGORITHM: "ES256", SIGNING_KEY: p256.privateKey, VERIFYING_KEY: publicKey });
    expect(verifiedWith(ecPair("P-256").publicKey)).toEqual(halves);
    expect(verifiedWith(p256.publicKey)).toEqual([]);
    expect(verifiedWith(p256.privateKey)).toEqual([]);
  });

  test("a key file that cannot be read", () => {
    const missing = path.join(folder, "missing.pem");
    expect(problemsOf({ ALGORITHM: "RS256", SIGNING_KEY: missing })).toEqual([
      `SIGNING_KEY names the file ${missing}, which does not exist, or may not be looked at.`,
    ]);
    expect(
      problemsOf({ ALGORITHM: "RS256", SIGNING_KEY: rsa.privateKey, VERIFYING_KEY: `${folder}/missing.pub` }),
    ).toEqual([
      `VERIFYING_KEY names the file ${folder}/missing.pub, which does not exist, or may not be looked at.`,
    ]);
  });

  it.each(["rs.pem", "rs.key", "rs_without_a_suffix"])(
    "the path of a key stands for its content: %s",
    (name) => {
      const signingKey = keyFile(name, rsa.privateKey);
      expect(problemsOf({ ALGORITHM: "RS256", SIGNING_KEY: signingKey })).toEqual([]);
      expect(settingsOf({ ALGORITHM: "RS256", SIGNING_KEY: signingKey }).jwt.signingKey).toBe(rsa.privateKey);
    },
  );

  test("the path of a key may be relative, without a dot before it", () => {
    const file = keyFile("relative.pem", rsa.privateKey);
    const signingKey = `lib/../${path.relative(process.cwd(), file)}`;
    expect(problemsOf({ ALGORITHM: "RS256", SIGNING_KEY: signingKey })).toEqual([]);
  });

  test("the path of a missing file is not used as an HMAC secret", () => {
    expect(problemsOf({ SIGNING_KEY: "keys/the-signing-key-of-production.pem" })).not.toEqual([]);
  });
});
