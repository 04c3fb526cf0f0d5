import { beforeAll, describe, expect, it } from "vitest";
import { LAB_BENDS, type LabBend } from "@/lib/contract/lab";
import { decodeToken } from "@/lib/credentials/jwt/decode";
import { encodeToken } from "@/lib/credentials/jwt/encode";
import { importKeys, type JwtKeys } from "@/lib/credentials/jwt/keys";
import { sealSessionKey, unsealSessionKey } from "@/lib/credentials/seal";
import { ecPair, type PemPair } from "@/lib/testing/keys";
import { SECRET } from "@/lib/testing/settings";
import { claimsOf, headerOf, isSignedBy } from "@/lib/testing/tokens";
import { bendKey, type HeldKeys } from "./bend";

const NOW = 1_796_000_000;
const AGE = 3600;
const CLAIMS = { token_type: "access", exp: NOW + 180, iat: NOW, jti: "a1", user_id: "7", sid: "s1" };

let pair: PemPair;
let keys: JwtKeys;
let held: { session: string; access: string; refresh: string };
beforeAll(async () => {
  pair = ecPair("P-256");
  const { publicKey, privateKey: signingKey } = pair;
  keys = await importKeys({ algorithm: "ES256", signingKey, verifyingKeys: [publicKey], jwkUrl: null });
  held = {
    session: await sealSessionKey("a-session-key", [SECRET], AGE),
    access: await encodeToken(CLAIMS, keys),
    refresh: await encodeToken({ ...CLAIMS, token_type: "refresh" }, keys),
  };
});

const bent = async (bend: LabBend, payload?: string) => (await bendKey(bend, held, payload)).raw;
const partsOf = (token: string) => token.split(".");
const verifies = async (token: string) =>
  (await decodeToken(token, { keys, audience: null, issuer: null, leeway: 0 }, NOW)).ok;

describe("a bent token", () => {
  it.each([
    ["user_1", { ...CLAIMS, user_id: "1" }, undefined],
    ["never_expires", { ...CLAIMS, exp: Date.UTC(2100, 0, 1) / 1000 }, undefined],
    ["payload", { a: [1, "é"], user_id: 1 }, ' { "a": [1, "é"],\n "user_id": 1 } '],
  ] as const)("by %s says something else, under the signature that it had", async (bend, claims, payload) => {
    const token = await bent(bend, payload);
    expect(claimsOf(token)).toEqual(claims);
    const [[header, , signature], [oldHeader, , oldSignature]] = [partsOf(token), partsOf(held.access)];
    expect([header, signature]).toEqual([oldHeader, oldSignature]);
    expect(await verifies(token)).toBe(false);
  });

  it("of user 1 names another user", async () => {
    const access = await encodeToken({ ...CLAIMS, user_id: "1" }, keys);
    const { raw } = await bendKey("user_1", { ...held, access });
    expect(claimsOf(raw)).toEqual({ ...CLAIMS, user_id: "2" });
  });

  it("has no signature by alg_none, and says so", async () => {
    const token = await bent("alg_none");
    expect(headerOf(token)).toEqual({ ...headerOf(held.access), alg: "none" });
    expect(partsOf(token).slice(1)).toEqual([partsOf(held.access)[1], ""]);
    expect(await verifies(token)).toBe(false);
  });

  it("of another key has the same header and payload, and a signature that this key alone verifies", async () => {
    const token = await bent("another_key");
    expect(headerOf(token)).toEqual(headerOf(held.access));
    expect(partsOf(token).slice(0, 2)).toEqual(partsOf(held.access).slice(0, 2));
    expect(partsOf(token)[2]).toHaveLength(partsOf(held.access)[2]?.length ?? 0);
    expect([isSignedBy("ES256", token, pair.publicKey), await verifies(token)]).toEqual([false, false]);
    expect(await bent("another_key")).not.toBe(token);
  });

  it("is the token itself where the payload that is given is its own", async () => {
    expect(await bent("payload", JSON.stringify(CLAIMS, null, 2))).toBe(held.access);
  });
});

it("a refresh token is sent as it is, as an access token", async () => {
  expect(await bendKey("refresh_as_access", held)).toEqual({ kind: "access", raw: held.refresh });
});

it("one character of a seal is changed, and nobody can open it any more", async () => {
  const { kind, raw } = await bendKey("flip_seal", held);
  expect(kind).toBe("session");
  const changed = [...raw].flatMap((character, index) => (character === held.session[index] ? [] : [index]));
  expect([raw.length, changed.length]).toEqual([held.session.length, 1]);
  // What is encrypted is the fifth part.
  expect(held.session.slice(0, changed[0]).split("*")).toHaveLength(5);
  expect(await unsealSessionKey(held.session, [SECRET], AGE)).toBe("a-session-key");
  expect(await unsealSessionKey(raw, [SECRET], AGE)).toBeNull();
  const twice = await bendKey("flip_seal", { ...held, session: raw });
  expect(await unsealSessionKey(twice.raw, [SECRET], AGE)).toBe(
    twice.raw === held.session ? "a-session-key" : null,
  );
  expect(await bendKey("flip_seal", { ...held, session: "AAA" })).toMatchObject({ raw: "ABA" });
});

describe("what cannot be bent", () => {
  it("is a credential that is not held", async () => {
    const nothing: HeldKeys = { session: null, access: null, refresh: null };
    for (const bend of LAB_BENDS)
      await expect(bendKey(bend, nothing, "{}")).rejects.toMatchObject({
        code: "not_authenticated",
        status: 401,
      });
  });

  it.each([
    [undefined, { key: "required" }],
    ["", { key: "required" }],
    ["{", { key: "not_a_dictionary", params: { datatype: "str" } }],
    ["null", { key: "not_a_dictionary", params: { datatype: "NoneType" } }],
    ["[{}]", { key: "not_a_dictionary", params: { datatype: "list" } }],
    ["1.5", { key: "not_a_dictionary", params: { datatype: "float" } }],
    [`{"a":"${"x".repeat(1893)}"}`, { key: "max_length", params: { max: 1900 } }],
  ])("is a payload that is no object, or too long: %s", async (payload, message) => {
    await expect(bent("payload", payload)).rejects.toMatchObject({
      status: 400,
      fields: { payload: [message] },
    });
  });

  it("leaves a payload of the greatest length within what Latchkey reads", async () => {
    const token = await bent("payload", `{"a":"${"한".repeat(1892)}"}`);
    expect(token.length).toBeLessThan(8192);
    expect(claimsOf(token)).toMatchObject({ a: "한".repeat(1892) });
  });
});
