/** A server on a database in which a Django keeps its sessions, without a Django. */

import type { Environment } from "@/lib/settings/read";
import { type Browser, openBrowser } from "../browser";
import { newName, signUp } from "../requests";
import { startTestServer, type TestServer } from "../server";
import { SECRET } from "../settings";
import { addSessionRow, createSessionTable, encodeSession, signInData } from "./session_rows";

export const DJANGO_COOKIE = "django_sessionid";
export const TAKING_OVER = { DJANGO_SESSION_COOKIE: DJANGO_COOKIE } as const;
const DAY_MS = 86_400_000;

let keys = 0;
/** Of 32 characters, as Django makes them. */
export function newDjangoKey(): string {
  keys += 1;
  return `djangokey${keys}`.padEnd(32, "x");
}

/** Which tables there are is looked up when the database is opened: a first server makes it. */
export async function startBesideDjango(environment: Environment = {}): Promise<TestServer> {
  const first = await startTestServer();
  await createSessionTable(first.sql);
  const server = await startTestServer({ ...TAKING_OVER, ...environment }, { beside: first });
  return {
    ...server,
    async close() {
      await server.close();
      await first.close();
    },
  };
}

interface Somebody {
  /** The primary key, as text. */
  readonly id: string;
  readonly username: string;
  readonly password: string;
}

/** A new user, who has never signed in by session here. */
export async function newUser(server: TestServer): Promise<Somebody> {
  const username = newName();
  await signUp(server, username);
  const [row] = await server.sql<{ id: number; password: string }>`
    SELECT id, password FROM auth_user WHERE username = ${username}`;
  return { id: String(row?.id), username, password: row?.password ?? "" };
}

interface Given {
  readonly key?: string;
  /** In place of what login() leaves. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly secret?: string;
  /** Days from now: when the row expires, and when it was written. */
  readonly expiresIn?: number;
  readonly writtenIn?: number;
}

/** Signs a user in at Django. @returns the key of the session */
export async function signInAtDjango(
  server: TestServer,
  { id, password }: Somebody,
  { key = newDjangoKey(), secret = SECRET, values, expiresIn = 14, writtenIn = 0 }: Given = {},
): Promise<string> {
  const inDays = (days: number) => new Date(server.clock.now() + days * DAY_MS);
  const data = values ?? signInData(id, password, secret);
  await addSessionRow(
    server.sql,
    key,
    encodeSession(data, { secret, at: inDays(writtenIn) }),
    inDays(expiresIn),
  );
  return key;
}

/** A browser that has Django's cookie alone. */
export function browserWith(server: TestServer, key: string): Browser {
  return openBrowser(server, [[DJANGO_COOKIE, key]]);
}

/** A browser of a new user who is signed in at Django. */
export async function browserFromDjango(
  server: TestServer,
): Promise<{ browser: Browser; key: string; user: Somebody }> {
  const user = await newUser(server);
  const key = await signInAtDjango(server, user);
  return { browser: browserWith(server, key), key, user };
}

/** The keys of Django's rows. */
export async function djangoKeys(server: TestServer): Promise<string[]> {
  const rows = await server.sql<{
    session_key: string;
  }>`SELECT session_key FROM django_session ORDER BY session_key`;
  return rows.map(({ session_key }) => session_key);
}
