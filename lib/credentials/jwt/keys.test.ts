import { createPublicKey } from "node:crypto";
import { describe, expect, it, test } from "vitest";
import { ecPair, ed25519Pair, type PemPair, rsaPair } from "@/lib/testing/keys";
import { importKeys, publicKeySet } from "./keys";

function setOf(algorithm: string, signingKey: string, verifyingKeys: readonly string[]) {
  return importKeys({ algorithm, signingKey, verifyingKeys, jwkUrl: null }).then(publicKeySet);
}

/** What a JWK may hold of a key that nobody else is to know (RFC 7518, 6.2.2, 6.3.2 and 6.4). */
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

describe("the published key set", () => {
  const pairs: [string, PemPair, PemPair][] = [
    ["RS256", rsaPair(), rsaPair()],
    ["PS384", rsaPair(), rsaPair()],
    ["ES256", ecPair("P-256"), ecPair("P-256")],
    ["ES384", ecPair("P-384"), ecPair("P-384")],
    ["ES512", ecPair("P-521"), ecPair("P-521")],
    ["EdDSA", ed25519Pair(), ed25519Pair()],
  ];

  it.each(pairs)("holds the public halves, and nothing else: %s", async (algorithm, one, other) => {
    // A private key that is given for verifying is its public half.
    const given = [one.publicKey, other.privateKey];
    const { keys } = await setOf(algorithm, one.privateKey, given);
    expect(keys).toEqual(
      [one, other].map(({ publicKey }) => ({
        ...createPublicKey(publicKey).export({ format: "jwk" }),
        kid: expect.stringMatching(/^[\w-]{43}$/),
        use: "sig",
        alg: algorithm,
      })),
    );
    for (const member of PRIVATE_MEMBERS) for (const key of keys) expect(key).not.toHaveProperty(member);
    const signing = await importKeys({
      algorithm,
      signingKey: one.privateKey,
      verifyingKeys: given,
      jwkUrl: null,
    });
    expect(signing.kid).toBe(keys[0]?.kid);
  });

  it.each(["HS256", "HS384", "HS512"])("is empty with %s", async (algorithm) => {
    const secret = "a secret that nobody is to know of, of 64 characters and no less";
    expect(await setOf(algorithm, secret, [secret, `${secret}2`])).toEqual({ keys: [] });
  });

  test("names a key by its thumbprint: the example of RFC 7638, 3.1", async () => {
    const n =
      "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    const example = createPublicKey({ key: { kty: "RSA", n, e: "AQAB" }, format: "jwk" });
    const pem = example.export({ type: "spki", format: "pem" }).toString();
    const { keys } = await setOf("RS256", rsaPair().privateKey, [pem]);
    expect(keys[0]?.kid).toBe("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  });
});
