import { foldEmail } from "@/lib/accounts/fold_email";
import { MAX_ENCODED_LENGTH } from "@/lib/credentials/passwords/hashers/hasher";
import { listedHasher } from "@/lib/credentials/passwords/hashers/registry";
import type { PasswordPolicy } from "@/lib/credentials/passwords/policy";
import type { ImportedUser } from "@/lib/store/import/imported_user";
import type { SourceUser } from "@/lib/store/import/source";
import { Unusable, type UserReason } from "./reasons";
import type { TimeReader } from "./times";

/** What the check of a row depends on. */
export interface Checking {
  readonly passwords: PasswordPolicy;
  /** Gives times as the table here has them. */
  readonly times: TimeReader;
  /** The highest key that the table here takes. */
  readonly maxKey: bigint;
}

/** A user who can be imported, and what the report says of them nevertheless. */
export interface CheckedUser {
  readonly user: ImportedUser;
  readonly notes: readonly UserReason[];
}

const MAX_AGE = 2 ** 31 - 1;

/** Makes a user of what the source has. Nothing is converted but times. @throws Unusable where it cannot be taken */
export function checkUser(row: SourceUser, { passwords, times, maxKey }: Checking): CheckedUser {
  const key = keyOf(row.key, maxKey);
  const email = textOf("email", row.email ?? "", 254);
  const password = textOf("password", row.password ?? "", MAX_ENCODED_LENGTH);
  const age = ageOf(row.age);
  const user = {
    key,
    username: nameOf(row.username),
    password,
    email,
    foldedEmail: foldEmail(email),
    age: age === "none" ? null : age,
    firstName: textOf("first_name", row.firstName ?? "", 150),
    lastName: textOf("last_name", row.lastName ?? "", 150),
    isActive: flagOf("is_active", row.isActive),
    isStaff: flagOf("is_staff", row.isStaff),
    isSuperuser: flagOf("is_superuser", row.isSuperuser),
    lastLogin: timeOf("last_login", row.lastLogin, times),
    dateJoined: timeOf("date_joined", row.dateJoined, times),
  };
  const notes: UserReason[] = [];
  if (!isCheckable(password, passwords)) notes.push("hash_unknown");
  if (age === "none") notes.push("age_dropped");
  return { user, notes };
}

function keyOf(value: unknown, max: bigint): string {
  const text = String(value);
  if (!/^\d{1,19}$/.test(text) || typeof value === "boolean") throw new Unusable("key_no_integer", text);
  // JSON's numbers lose digits beyond 2^53.
  const isRounded = typeof value === "number" && !Number.isSafeInteger(value);
  const key = BigInt(text);
  if (isRounded || key < 1n || key > max) throw new Unusable("key_out_of_range", text);
  return key.toString();
}

function nameOf(value: unknown): string {
  const name = textOf("username", value ?? "", 150);
  if (name === "") throw new Unusable("name_missing");
  return name;
}

/** @param max Unicode code points, as Django and PostgreSQL count */
function textOf(column: string, value: unknown, max: number): string {
  if (typeof value !== "string") throw new Unusable("no_text", column);
  if (value.includes("\0")) throw new Unusable("nul", column);
  // What a decoder puts in place of bytes that it does not know.
  if (value.includes("\ufffd") || !value.isWellFormed()) throw new Unusable("encoding", column);
  if (value.length > max && [...value].length > max) throw new Unusable("too_long", `${column}, ${max}`);
  return value;
}

/** Null is false, as it is to Django. */
function flagOf(column: string, value: unknown): boolean {
  if (value === null) return false;
  const text = String(value).toLowerCase();
  if (["true", "t", "1"].includes(text)) return true;
  if (["false", "f", "0"].includes(text)) return false;
  throw new Unusable("no_boolean", column);
}

function timeOf(column: string, value: unknown, times: TimeReader): string | null {
  if (value === null) return null;
  const time = typeof value === "string" ? times.read(value) : null;
  if (time === null) throw new Unusable("no_time", column);
  return time;
}

/** @returns "none" where it is not one that the column takes */
function ageOf(value: unknown): number | null | "none" {
  if (value === null || value === "") return null;
  const age = Number(value);
  return Number.isInteger(age) && Math.abs(age) <= MAX_AGE ? age : "none";
}

/** Also a hash that says that there is no password (`!…`, Django's set_unusable_password) is one that is understood. */
function isCheckable(encoded: string, policy: PasswordPolicy): boolean {
  return encoded.startsWith("!") || (listedHasher(encoded, policy)?.parse(encoded) ?? null) !== null;
}
