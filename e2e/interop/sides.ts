/** A Django project and Latchkey side by side on one database. */

import { fillAddresses } from "@/lib/jobs/fill_addresses";
import { shareBlacklist } from "@/lib/jobs/share_blacklist";
import type { Environment } from "@/lib/settings/read";
import { TestClock } from "@/lib/testing/clock";
import { type DjangoProject, type Shape, startDjango } from "@/lib/testing/django/project";
import { mailSettings } from "@/lib/testing/mail/outbox";
import { type MailServer, startMailServer } from "@/lib/testing/mail/server";
import { type Check, startTestServer, type TestServer, withServerBeside } from "@/lib/testing/server";
import { ROTATING, TEST_SETTINGS } from "@/lib/testing/settings";
import { createDatabaseFile, createDatabaseOn } from "@/lib/testing/store/database";

/** A user whom the project has. */
export interface Person {
  readonly id: string;
  /** What they sign in with. */
  readonly name: string;
  readonly email: string;
}

/** What calls/fill.py has made. */
export interface Filled {
  readonly people: Readonly<Record<string, Person>>;
  readonly signedIn: Person & {
    readonly session: string;
    readonly tokens: { readonly refresh: string; readonly access: string };
    readonly link: { readonly uid: string; readonly token: string };
  };
  readonly expired: { readonly session: string; readonly token: { readonly jti: string } | null };
}

/** Both at work. */
export interface Sides {
  readonly shape: Shape;
  readonly django: DjangoProject;
  readonly server: TestServer;
  readonly mailServer: MailServer;
  readonly filled: Filled;
  /** A name as the project takes one: an address, where that is the name. */
  nameOf(word: string): string;
  /** Runs a check against a second server, of other settings. */
  beside(settings: Environment, check: Check): Promise<void>;
  /** What the running servers do every hour. */
  runJobs(): Promise<void>;
  close(): Promise<void>;
}

/** With `#`, `$` and quotes, as Django's startproject makes them. */
export const SECRET_KEY = `a#key$with'every"sign(that)startproject&uses=50%_chars`;

/** SIMPLE_JWT of the project as settings of ours, with cheap hashes; and every hasher that old projects have left. */
const SETTINGS = {
  ...TEST_SETTINGS,
  ...ROTATING,
  SECRET_KEY,
  SESSION_COOKIE_NAME: "latchkey_session",
  PASSWORD_HASHERS:
    "pbkdf2_sha256,pbkdf2_sha1,bcrypt_sha256,bcrypt,argon2,md5,sha1,unsalted_md5,unsalted_sha1",
};

/**
 * Makes a project, fills it, and starts Latchkey beside it.
 * @param postgresql the address of a server; shapes that are on SQLite need none
 */
export async function openSides(shape: Shape, postgresql: string | null): Promise<Sides> {
  const isOnSqlite = shape === "plain" || postgresql === null;
  const database = isOnSqlite ? createDatabaseFile() : await createDatabaseOn(postgresql);
  const { url } = database;
  const mailServer = await startMailServer();
  const environment = { ...SETTINGS, ...mailSettings(mailServer.port), DATABASE_URL: url };
  const clock = TestClock.running();
  const django = startDjango({ shape, url, secretKey: SECRET_KEY });
  const first = await startTestServer(environment, { clock });
  await django.call("manage", "migrate", "--fake-initial");
  const filled = (await django.call("fill")) as Filled;
  const server = await startTestServer(environment, { beside: first });
  const runJobs = async () => {
    const scope = { store: server.store, settings: server.settings, now: new Date() };
    await fillAddresses(scope);
    await shareBlacklist(scope);
  };
  await runJobs();
  return {
    shape,
    django,
    server,
    mailServer,
    filled,
    nameOf: (word) => (shape === "email" ? `${word}@example.com` : word),
    beside: (settings, check) => withServerBeside(server, { ...environment, ...settings }, check),
    runJobs,
    async close() {
      await django.stop();
      await server.close();
      await first.close();
      await mailServer.close();
      await database.drop();
    },
  };
}
