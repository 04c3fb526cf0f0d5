import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { checkPassword } from "./check_password";
import { makePassword } from "./make_password";
import type { HasherName, PasswordPolicy } from "./policy";

interface Vector {
  readonly id: string;
  readonly plain: string | null;
  readonly encoded: string | null;
  /** What Django 5.2 ("new") says; absent where it raises. */
  readonly valid_by?: { readonly new?: boolean } | null;
  readonly must_update?: Readonly<Record<string, boolean | null>>;
}

/** Where Django raises, and its caller sees a 500. */
const OURS: Readonly<Record<string, { readonly ok: boolean; readonly why: string }>> = {
  "bcrypt/x128/deb/rounds=4": {
    ok: true,
    why: "The older library cut at 72 bytes when it made this row: the owner gets in, and the row is replaced.",
  },
  "neg/bcrypt/b72/deb/rounds=4/bcrypt_truncates_at_72_bytes:_73_a's_match_the_hash_of_72_a'": {
    ok: true,
    why: "The same cut, from the other side; it ends with the first sign-in, which replaces the row.",
  },
  "special/truncated_bcrypt": {
    ok: false,
    why: "A damaged row is nobody's password, and no reason to fail.",
  },
  "special/truncated_bcrypt_2": {
    ok: false,
    why: "A damaged row is nobody's password, and no reason to fail.",
  },
};

const file = path.join(import.meta.dirname, "fixtures/password_hashes.json");
const { vectors }: { vectors: Vector[] } = JSON.parse(readFileSync(file, "utf8"));
const OTHERS: readonly HasherName[] = [
  "pbkdf2_sha256",
  "bcrypt_sha256",
  "bcrypt",
  "argon2",
  "scrypt",
  "pbkdf2_sha1",
  "md5",
];

function django52(preferred: HasherName): PasswordPolicy {
  return { hashers: [preferred, ...OTHERS], pbkdf2Iterations: 1_000_000, bcryptRounds: 12 };
}

function expectedOk(vector: Vector): boolean {
  const answer = OURS[vector.id]?.ok ?? vector.valid_by?.new;
  if (answer === undefined) throw new Error(`No expectation for ${vector.id}`);
  return answer;
}

const unmakeable = vectors.filter((vector) => vector.encoded === null);
// A password of None: here the password is a string by its type, and the field is required before.
const checkable = vectors.filter((vector) => vector.encoded !== null && vector.plain !== null);
const valid = checkable.filter(expectedOk);

/** Hashes of full cost, several at once: beside other work each waits for those before it. */
const PATIENT = { timeout: 300_000 };

describe.concurrent("Django's hashes, where pbkdf2_sha256 is preferred", PATIENT, () => {
  it.each(checkable)("$id", async (vector) => {
    const verdict = await checkPassword(vector.plain ?? "", vector.encoded, django52("pbkdf2_sha256"));
    const ok = expectedOk(vector);
    // Beside a no there is nothing to update. Where Django raises, the algorithm is not the preferred one.
    const mustUpdate = ok && (vector.must_update?.["new:pbkdf2_sha256"] ?? true);
    expect(verdict).toEqual({ ok, mustUpdate });
  });
});

describe.concurrent("Django's hashes, where bcrypt_sha256 is preferred", PATIENT, () => {
  it.each(valid)("$id", async (vector) => {
    const verdict = await checkPassword(vector.plain ?? "", vector.encoded, django52("bcrypt_sha256"));
    const mustUpdate = vector.must_update?.["new:bcrypt_sha256"] ?? true;
    expect(verdict).toEqual({ ok: true, mustUpdate });
  });
});

describe("the file", () => {
  it("is all used", () => {
    expect(vectors).toHaveLength(90);
    expect(checkable).toHaveLength(87);
    expect(unmakeable.map((vector) => vector.id)).toEqual([
      "bcrypt/nul_end/deb/rounds=4",
      "bcrypt/b200ko/new/rounds=4",
    ]);
    expect(Object.keys(OURS).filter((id) => vectors.every((vector) => vector.id !== id))).toEqual([]);
  });

  it.each(unmakeable)("$id: plain bcrypt is never made", async (vector) => {
    await expect(makePassword(vector.plain ?? "", django52("bcrypt"))).rejects.toThrow(RangeError);
  });
});
