/** Rows of django_session, as a Django with the same secret key would write them. */

import { createHash, createHmac } from "node:crypto";
import { deflateSync } from "node:zlib";
import { timeText } from "@/lib/store/statements";
import type { Sql } from "../store/sql";

const BACKEND = "django.contrib.auth.backends.ModelBackend";
const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** As migrations of django.contrib.sessions make it. */
export async function createSessionTable(sql: Sql): Promise<void> {
  const time = sql.engine === "sqlite" ? "datetime" : "timestamp with time zone";
  await sql.script(`CREATE TABLE "django_session" (
    "session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" ${time} NOT NULL)`);
}

export async function addSessionRow(sql: Sql, key: string, data: string, expires: Date): Promise<void> {
  await sql`INSERT INTO django_session (session_key, session_data, expire_date)
    VALUES (${key}, ${data}, ${timeText(sql.engine, expires)})`;
}

/** What login() leaves in the session of a user with this stored hash. */
export function signInData(
  userId: string,
  encoded: string,
  secret: string,
): Readonly<Record<string, unknown>> {
  const salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash";
  const hash = saltedHmac(salt, encoded, secret).toString("hex");
  return { _auth_user_id: userId, _auth_user_backend: BACKEND, _auth_user_hash: hash };
}

/** SessionStore.encode(): signing.dumps() with the time at which it is written. */
export function encodeSession(
  values: Readonly<Record<string, unknown>> | string,
  { secret, at, compress = false }: { secret: string; at: Date; compress?: boolean },
): string {
  const json = Buffer.from(typeof values === "string" ? values : asciiJson(values));
  const text = compress ? `.${deflateSync(json).toString("base64url")}` : json.toString("base64url");
  const value = `${text}:${base62(Math.floor(at.getTime() / 1000))}`;
  return `${value}:${saltedHmac("django.contrib.sessions.SessionStoresigner", value, secret).toString("base64url")}`;
}

/** As json.dumps() writes it, with escapes for all that is not ASCII. */
function asciiJson(values: object): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(values).replace(/[^\x20-\x7e]/g, escaped);
}

function saltedHmac(salt: string, value: string, secret: string): Buffer {
  const key = createHash("sha256").update(salt).update(secret).digest();
  return createHmac("sha256", key).update(value).digest();
}

function base62(seconds: number): string {
  const rest = Math.floor(seconds / 62);
  return (rest === 0 ? "" : base62(rest)) + BASE62[seconds % 62];
}
