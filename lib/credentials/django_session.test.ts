import { expect, it } from "vitest";
import { encodeSession, signInData } from "@/lib/testing/django/session_rows";
import fixture from "@/lib/testing/django/sessions.json";
import { matchesAuthHash, readDjangoSession, takenOverKey } from "./django_session";

const SECRET = fixture.secret_key;
const OTHER = "another-secret-key-that-is-as-long-as-it-has-to-be";
const NOW = { secrets: [SECRET], legacy: false };
const LEGACY = { secrets: [SECRET], legacy: true };
const AT = new Date("2026-11-29T12:00:00Z");
const SIGN_IN = signInData("1", "!", SECRET);

function rowOf(name: string) {
  const row = fixture.rows.find((one) => one.name === name);
  if (!row) throw new Error(`no row ${name}`);
  return row;
}

it("the rows of a Django 5.2 tell who is signed in, and whether by the password of today", () => {
  for (const { name, django, session_data, user } of fixture.rows) {
    if (django !== "5.2") continue;
    const read = readDjangoSession(session_data, NOW);
    expect(read?.userId ?? null, name).toBe(user?.id ?? null);
    if (read === null || user === null) continue;
    expect(matchesAuthHash(read.authHash, user.password, NOW), name).toBe(
      name !== "the password has changed",
    );
    expect(read.writtenAt?.toISOString().slice(0, 10), name).toBe("2026-11-28");
  }
});

it("the forms of Django 3.0, and its SHA-1 under 3.1, are read where they are asked for alone", () => {
  for (const name of ["the form before 3.1", "the new form, signed by SHA-1"]) {
    const { session_data, user } = rowOf(name);
    expect(readDjangoSession(session_data, NOW), name).toBeNull();
    const read = readDjangoSession(session_data, LEGACY);
    expect(read?.userId, name).toBe("1");
    expect(matchesAuthHash(read?.authHash ?? "", user?.password ?? "", LEGACY), name).toBe(true);
    expect(matchesAuthHash(read?.authHash ?? "", user?.password ?? "", NOW), name).toBe(false);
    expect(readDjangoSession(session_data, { ...LEGACY, secrets: [OTHER] }), name).toBeNull();
  }
});

it("a former secret key counts for the signature and for the hash, any other for neither", () => {
  const { session_data, user } = rowOf("signed in");
  const rotated = { secrets: [OTHER, SECRET], legacy: false };
  const read = readDjangoSession(session_data, rotated);
  expect(matchesAuthHash(read?.authHash ?? "", user?.password ?? "", rotated)).toBe(true);
  const foreign = { secrets: [OTHER], legacy: true };
  expect(readDjangoSession(session_data, foreign)).toBeNull();
  expect(matchesAuthHash(read?.authHash ?? "", user?.password ?? "", foreign)).toBe(false);
});

it("no character of a signed session can be changed", () => {
  const data = encodeSession(SIGN_IN, { secret: SECRET, at: AT, compress: true });
  expect(readDjangoSession(data, LEGACY)).toEqual({
    userId: "1",
    authHash: SIGN_IN._auth_user_hash,
    writtenAt: AT,
  });
  for (let index = 0; index < data.length; index++) {
    const changed = data.slice(0, index) + (data[index] === "A" ? "B" : "A") + data.slice(index + 1);
    expect(readDjangoSession(changed, LEGACY), `character ${index}`).toBeNull();
  }
  for (const broken of [
    `${data}A`,
    `${data}\n`,
    data.slice(1),
    data.slice(0, -1),
    `.${data}`,
    "",
    ":",
    "::",
    "a:b:c",
  ])
    expect(readDjangoSession(broken, LEGACY), broken).toBeNull();
});

it("what is signed may be anything: only a whole sign-in counts", () => {
  const sessions: (Readonly<Record<string, unknown>> | string)[] = [
    {},
    { ...SIGN_IN, _auth_user_id: "" },
    { ...SIGN_IN, _auth_user_id: null },
    { ...SIGN_IN, _auth_user_id: ["1"] },
    { ...SIGN_IN, _auth_user_hash: "" },
    { ...SIGN_IN, _auth_user_hash: undefined },
    { ...SIGN_IN, _auth_user_backend: undefined },
    "null",
    "[]",
    '"_auth_user_id"',
    "not JSON",
    "\x80\x04\x95pickled",
  ];
  for (const values of sessions) {
    const data = encodeSession(values, { secret: SECRET, at: AT });
    expect(readDjangoSession(data, NOW), JSON.stringify(values)).toBeNull();
  }
  const withNumber = encodeSession({ ...SIGN_IN, _auth_user_id: 1 }, { secret: SECRET, at: AT });
  expect(readDjangoSession(withNumber, NOW)?.userId).toBe("1");
});

it("no more than a megabyte is decompressed, and what is not compressed is none", () => {
  const long = (length: number) => ({ ...SIGN_IN, cart: "x".repeat(length) });
  const read = (length: number) =>
    readDjangoSession(encodeSession(long(length), { secret: SECRET, at: AT, compress: true }), NOW);
  const around = JSON.stringify(long(0)).length;
  expect(read(1_048_576 - around)?.userId).toBe("1");
  expect(read(1_048_577 - around)).toBeNull();
  const plain = encodeSession(SIGN_IN, { secret: SECRET, at: AT });
  expect(readDjangoSession(plain, NOW)?.userId).toBe("1");
});

it("the key of a session that takes over another's follows from both keys", () => {
  const key = takenOverKey("a".repeat(32), SECRET);
  expect(key).toBe(takenOverKey("a".repeat(32), SECRET));
  expect(key).toMatch(/^[\w-]{43}$/);
  expect(new Set([key, takenOverKey("b".repeat(32), SECRET), takenOverKey("a".repeat(32), OTHER)]).size).toBe(
    3,
  );
});
