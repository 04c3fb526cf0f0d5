import { createPublicKey } from "node:crypto";
import { CompactEncrypt, FlattenedSign, GeneralSign } from "jose";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { type Canary, startCanary } from "@/lib/testing/jwt/canary";
import {
  ecdsa,
  eddsa,
  encoded,
  forge,
  hmac,
  rsa,
  rsaPss,
  type Signer,
  unsigned,
  withSignature,
} from "@/lib/testing/jwt/forge";
import { ecPair, ed25519Pair, rsaPair } from "@/lib/testing/keys";
import { type Decoded, decodeToken } from "./decode";
import { importKeys, type JwtKeys } from "./keys";

const NOW = 1_800_000_000;
const CLAIMS = { token_type: "access", exp: NOW + 300, iat: NOW, jti: "0".repeat(32), user_id: "1" };
const SECRET = "a secret of thirty-two characters";
const INVALID = { ok: false, problem: "token_invalid" };

interface Kind {
  readonly algorithm: string;
  readonly sign: Signer;
  /** PEM; null for a secret. */
  readonly publicKey: string | null;
  readonly keys: JwtKeys;
}

async function kindOf(algorithm: string, pair: ReturnType<typeof rsaPair>, sign: Signer): Promise<Kind> {
  const source = { signingKey: pair.privateKey, verifyingKeys: [pair.publicKey], jwkUrl: null };
  return {
    algorithm,
    sign,
    publicKey: pair.publicKey,
    keys: await importKeys({ algorithm, ...source }),
  };
}

const hmacSource = { signingKey: SECRET, verifyingKeys: [SECRET], jwkUrl: null };
const [rsaKeys, ecKeys, edKeys] = [rsaPair(), ecPair("P-256"), ed25519Pair()];
const HS256: Kind = {
  algorithm: "HS256",
  sign: hmac(SECRET),
  publicKey: null,
  keys: await importKeys({ algorithm: "HS256", ...hmacSource }),
};
const RS256 = await kindOf("RS256", rsaKeys, rsa(rsaKeys.privateKey));
const ES256 = await kindOf("ES256", ecKeys, ecdsa(ecKeys.privateKey));
const EdDSA = await kindOf("EdDSA", edKeys, eddsa(edKeys.privateKey));
const KINDS = [HS256, RS256, ES256, EdDSA];

/** Another one's keys. */
const theirs = rsaPair();

function decode(token: string, { keys }: Kind, leeway = 0, now = NOW): Promise<Decoded> {
  return decodeToken(token, { keys, audience: null, issuer: null, leeway }, now);
}

async function expectInvalid(token: string, kind: Kind, what?: string): Promise<void> {
  expect(await decode(token, kind), what).toEqual(INVALID);
}

/** The same algorithm in a header, and whatever is to be said besides. */
function signed(kind: Kind, header: object = {}, claims: unknown = CLAIMS): string {
  return forge({ alg: kind.algorithm, typ: "JWT", ...header }, claims, kind.sign);
}

describe.each(KINDS)("where $algorithm is the algorithm", (kind) => {
  const { algorithm } = kind;

  it("takes the tokens that are refused below, were it not for the one thing", async () => {
    expect(await decode(signed(kind), kind)).toMatchObject({ ok: true, claims: CLAIMS });
  });

  it("refuses every spelling of no algorithm, signed or not", async () => {
    const spellings = ["none", "None", "NONE", "nOnE", "none ", "", " ", "null", "\u0000none"];
    const others = [null, 0, 1, true, [], [algorithm], ["none"], { alg: algorithm }, undefined];
    for (const alg of [...spellings, ...others]) {
      for (const signer of [unsigned, kind.sign])
        await expectInvalid(forge({ alg, typ: "JWT" }, CLAIMS, signer), kind, JSON.stringify(alg));
    }
    await expectInvalid(forge({ typ: "JWT", algorithm }, CLAIMS, kind.sign), kind);
  });

  it("refuses other spellings of its own name", async () => {
    for (const alg of [algorithm.toLowerCase(), `${algorithm} `, `${algorithm}\n`, algorithm.slice(0, -1)])
      await expectInvalid(forge({ alg }, CLAIMS, kind.sign), kind, alg);
  });

  it("refuses every other algorithm, though the signature is right", async () => {
    const right: Record<string, Signer> = {
      HS256: hmac(SECRET),
      HS384: hmac(SECRET, 384),
      HS512: hmac(SECRET, 512),
      RS256: rsa(rsaKeys.privateKey),
      RS384: rsa(rsaKeys.privateKey, 384),
      RS512: rsa(rsaKeys.privateKey, 512),
      PS256: rsaPss(rsaKeys.privateKey),
      PS384: rsaPss(rsaKeys.privateKey, 384),
      PS512: rsaPss(rsaKeys.privateKey, 512),
      ES256: ecdsa(ecKeys.privateKey),
      ES384: ecdsa(ecKeys.privateKey, 384),
      EdDSA: eddsa(edKeys.privateKey),
      Ed25519: eddsa(edKeys.privateKey),
    };
    for (const [alg, signer] of Object.entries(right).filter(([name]) => name !== algorithm))
      await expectInvalid(forge({ alg, typ: "JWT" }, CLAIMS, signer), kind, alg);
  });

  it("refuses a signature that was made of nothing", async () => {
    const good = signed(kind);
    for (const change of [
      () => Buffer.alloc(0),
      (signature: Buffer) => Buffer.alloc(signature.length),
      (signature: Buffer) => signature.subarray(0, -1),
      (signature: Buffer) => Buffer.concat([signature, Buffer.alloc(1)]),
      (signature: Buffer) => Buffer.from(signature).fill(0, 0, 1),
      (signature: Buffer) => Buffer.concat([signature, signature]),
    ]) {
      const changed = withSignature(good, change);
      if (changed !== good) await expectInvalid(changed, kind);
    }
  });

  it("refuses extensions that it does not know, though they are signed", async () => {
    for (const crit of [["exp"], ["b64"], ["x"], [], "x", null, 1])
      await expectInvalid(signed(kind, { crit, x: 1, b64: true }), kind);
    for (const b64 of [false, true, null]) await expectInvalid(signed(kind, { b64 }), kind);
    const plain = `${encoded({ alg: algorithm, b64: false, crit: ["b64"] })}.${JSON.stringify(CLAIMS)}`;
    await expectInvalid(`${plain}.${kind.sign(Buffer.from(plain)).toString("base64url")}`, kind);
    const detached = signed(kind).split(".");
    await expectInvalid(`${detached[0]}..${detached[2]}`, kind);
  });

  it("refuses a kid that is no text, though it is signed, and takes whatever text", async () => {
    for (const kid of [5, {}, [], ["a"], null, true, { toString: "a" }])
      await expectInvalid(signed(kind, { kid }), kind, JSON.stringify(kid));
    for (const kid of ["", "unknown", "__proto__", "../../../../dev/null", "x".repeat(4000)])
      expect(await decode(signed(kind, { kid }), kind)).toMatchObject({ ok: true });
  });

  it("looks for no key where a kid points", async () => {
    const kids = [
      "../../../../dev/null",
      "/dev/null",
      "file:///dev/null",
      "' OR 1=1 --",
      "a' UNION SELECT ''--",
    ];
    const hugeKids = [
      "|/bin/true",
      "\u0000",
      "x".repeat(6000),
      "x".repeat(60_000),
      "__proto__",
      "constructor",
    ];
    for (const kid of [...kids, ...hugeKids, 5, {}, null]) {
      for (const signer of [hmac(""), hmac("\u0000"), hmac(String(kid)), unsigned, rsa(theirs.privateKey)])
        await expectInvalid(forge({ alg: algorithm, kid }, CLAIMS, signer), kind, JSON.stringify(kid));
    }
  });

  it("refuses other forms than three parts", async () => {
    const [header, payload, signature] = signed(kind).split(".") as [string, string, string];
    for (const token of [
      "",
      ".",
      "..",
      "...",
      header,
      `${header}.${payload}`,
      `${header}.${payload}.`,
      `.${payload}.${signature}`,
      `${header}..${signature}`,
      `${header}.${payload}.${signature}.`,
      `.${header}.${payload}.${signature}`,
      `${header}.${payload}.${signature}.${signature}`,
      `${header}.${payload}.${signature}.${signature}.${signature}`,
      `${header}\n.${payload}.${signature}`,
      `${header}.${payload}.${signature}\n`,
      ` ${header}.${payload}.${signature}`,
      `${header}.${payload}.${signature}===`,
      `${header}=.${payload}.${signature}`,
      `${header}.${payload}=.${signature}`,
      `{"protected":"${header}","payload":"${payload}","signature":"${signature}"}`,
      `{"payload":"${payload}","signatures":[{"protected":"${header}","signature":"${signature}"}]}`,
    ]) {
      await expectInvalid(token, kind, token.slice(0, 40));
    }
  });

  it("refuses a payload or a header that is no object", async () => {
    for (const text of ["[]", '["a"]', '"text"', "1", "null", "true", "", "{", "{}{}", "{'a':1}", "\u0000"]) {
      await expectInvalid(signed(kind, {}, text), kind, text);
      await expectInvalid(forge(text, CLAIMS, kind.sign), kind, text);
    }
    await expectInvalid(signed(kind, {}, Buffer.from('{"exp":1900000000,"a":"\xff"}', "latin1")), kind);
    await expectInvalid(signed(kind, {}, Buffer.from(JSON.stringify(CLAIMS), "utf16le")), kind);
  });

  it("refuses what is longer than 8 KiB, before anything else", async () => {
    const room = 8192 - signed(kind, {}, { ...CLAIMS, pad: "" }).length;
    const just = signed(kind, {}, { ...CLAIMS, pad: "x".repeat(Math.floor((room * 3) / 4) - 2) });
    expect(just.length).toBeGreaterThan(8180);
    expect(await decode(just, kind)).toMatchObject({ ok: true });
    await expectInvalid(signed(kind, {}, { ...CLAIMS, pad: "x".repeat((room * 3) / 4 + 4) }), kind);
    await expectInvalid("a.".repeat(4_000_000), kind);
  });
});

describe("a public key is no secret", () => {
  it.each([RS256, ES256, EdDSA])("$algorithm", async (kind) => {
    const pem = String(kind.publicKey);
    const key = createPublicKey(pem);
    const secrets = [
      pem,
      pem.trim(),
      pem.replaceAll("\n", ""),
      `${pem}\n`,
      key.export({ type: "spki", format: "der" }),
      JSON.stringify(key.export({ format: "jwk" })),
      kind.keys.kid ?? "",
      ...Object.values(key.export({ format: "jwk" })).flatMap((value) => [
        String(value),
        Buffer.from(String(value), "base64url"),
      ]),
    ];
    for (const secret of secrets) {
      await expectInvalid(forge({ alg: "HS256", typ: "JWT" }, CLAIMS, hmac(secret)), kind);
      await expectInvalid(forge({ alg: kind.algorithm }, CLAIMS, hmac(secret)), kind);
      await expectInvalid(forge({ alg: "HS512" }, CLAIMS, hmac(secret, 512)), kind);
    }
  });
});

describe("encrypted and other serializations are refused, though they hold a good token", () => {
  const bytes = new TextEncoder().encode(JSON.stringify(CLAIMS));

  test("JWE by the secret", async () => {
    const secret = Buffer.from(SECRET).subarray(0, 32);
    for (const content of [bytes, Buffer.from(signed(HS256))]) {
      const jwe = await new CompactEncrypt(content)
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", cty: "JWT" })
        .encrypt(secret);
      await expectInvalid(jwe, HS256);
    }
  });

  test("JWE to the public key", async () => {
    const jwe = await new CompactEncrypt(Buffer.from(signed(RS256)))
      .setProtectedHeader({ alg: "RSA-OAEP-256", enc: "A256GCM", cty: "JWT" })
      .encrypt(createPublicKey(String(RS256.publicKey)));
    expect(jwe.split(".")).toHaveLength(5);
    await expectInvalid(jwe, RS256);
  });

  test("JWS as JSON", async () => {
    const flattened = await new FlattenedSign(bytes)
      .setProtectedHeader({ alg: "HS256" })
      .sign(HS256.keys.sign);
    const general = await new GeneralSign(bytes)
      .addSignature(HS256.keys.sign)
      .setProtectedHeader({ alg: "HS256" })
      .sign();
    for (const jws of [flattened, general]) await expectInvalid(JSON.stringify(jws), HS256);
  });

  test("a token in a token", async () => {
    await expectInvalid(signed(HS256, { cty: "JWT" }, signed(HS256)), HS256);
  });
});

describe("keys that a header brings or points to", () => {
  let canary: Canary;
  beforeAll(async () => {
    canary = await startCanary();
  });
  afterAll(() => canary.close());

  it.each([...[HS256, RS256]])(
    "are not used and not fetched where $algorithm is the algorithm",
    async (kind) => {
      const jwk = createPublicKey(theirs.publicKey).export({ format: "jwk" });
      const der = createPublicKey(theirs.publicKey)
        .export({ type: "spki", format: "der" })
        .toString("base64");
      const secretJwk = { kty: "oct", k: encoded("their own secret") };
      const headers = [
        { jwk },
        { jwk: { ...jwk, kid: kind.keys.kid ?? "k" }, kid: kind.keys.kid ?? "k" },
        { jwk: secretJwk },
        { jku: canary.url },
        { jku: canary.url, kid: "k" },
        { x5u: canary.url },
        { x5c: [der] },
        { x5t: "abc", "x5t#S256": "abc" },
        { jku: canary.url, x5u: canary.url, jwk, x5c: [der], iss: canary.url },
      ];
      for (const header of headers) {
        for (const signer of [rsa(theirs.privateKey), hmac("their own secret"), unsigned]) {
          for (const alg of ["RS256", "HS256", "none"])
            await expectInvalid(forge({ alg, ...header }, CLAIMS, signer), kind);
        }
        // With our own signature they are words without a meaning.
        expect(await decode(signed(kind, { ...header, kid: "k" }), kind)).toMatchObject({ ok: true });
      }
      expect(canary.requests()).toBe(0);
    },
  );
});

describe("times", () => {
  const withTime = (name: string, value: string) =>
    signed(HS256, {}, JSON.stringify(CLAIMS).replace("}", `,"${name}":${value}}`));

  it.each([
    ['"1800000100"', "token_invalid"],
    ['"1799999999"', "token_expired"],
    ['"1e400"', "token_invalid"],
    ['""', "token_invalid"],
    ["1799999999.5", "token_expired"],
    ["-1", "token_expired"],
    ["-0", "token_expired"],
    ["-1e400", "token_expired"],
    ["1e400", "token_invalid"],
    ["1e18", "token_invalid"],
    ["9007199254740993", "token_invalid"],
    ["253402300800", "token_invalid"],
    ["null", "token_invalid"],
    ["true", "token_invalid"],
    ["[1800000100]", "token_invalid"],
    ["{}", "token_invalid"],
  ])("a token whose exp is %s is dead", async (exp, problem) => {
    expect(await decode(withTime("exp", exp), HS256)).toEqual({ ok: false, problem });
  });

  it.each(["iat", "nbf"])("an %s that is no time since 1970 is refused", async (name) => {
    const values = ['"1799999999"', "null", "1e400", "-1e400", "-1e18", "-1", "-0.5", "true", "[0]", "{}"];
    for (const value of values) await expectInvalid(withTime(name, value), HS256, value);
  });

  it("the fraction of a time does not count, as in PyJWT", async () => {
    for (const name of ["iat", "nbf"]) {
      const token = withTime(name, "1800000000.9");
      expect(await decode(token, HS256, 0, 1_800_000_000)).toMatchObject({ ok: true });
      expect(await decode(token, HS256, 0, 1_799_999_999.999)).toEqual(INVALID);
    }
    const token = withTime("exp", "1800000100.9");
    expect(await decode(token, HS256, 0, 1_800_000_099.999)).toMatchObject({ ok: true });
    expect(await decode(token, HS256, 0, 1_800_000_100)).toEqual({ ok: false, problem: "token_expired" });
  });

  it.each([0, 30, 0.5, 2.25])("LEEWAY=%d is given at iat, nbf and exp, to the fraction", async (leeway) => {
    for (const name of ["iat", "nbf"]) {
      const token = signed(HS256, {}, { ...CLAIMS, [name]: NOW + 10 });
      expect(await decode(token, HS256, leeway, NOW + 10 - leeway)).toMatchObject({ ok: true });
      expect(await decode(token, HS256, leeway, NOW + 10 - leeway - 0.001)).toEqual(INVALID);
    }
    const token = signed(HS256);
    expect(await decode(token, HS256, leeway, CLAIMS.exp + leeway - 0.001)).toMatchObject({ ok: true });
    expect(await decode(token, HS256, leeway, CLAIMS.exp + leeway)).toEqual({
      ok: false,
      problem: "token_expired",
    });
  });
});
