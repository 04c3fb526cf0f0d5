/** A Django project and Latchkey side by side on one database. */

import { fillAddresses } from "@/lib/jobs/fill_addresses";
import { shareBlacklist } from "@/lib/jobs/share_blacklist";
import type { Environment } from "@/lib/settings/read";
import { TestClock } from "@/lib/testing/clock";
import {
  type DjangoProject,
  type ProjectOptions,
  type Shape,
  startDjango,
} from "@/lib/testing/django/project";
import { mailSettings } from "@/lib/testing/mail/outbox";
import { type MailServer, startMailServer } from "@/lib/testing/mail/server";
import { type Check, startTestServer, type TestServer, withServerBeside } from "@/lib/testing/server";
import { createDatabaseFile, createDatabaseOn } from "@/lib/testing/store/database";
import { adoptProject, type Beginning, join, withSql } from "./adoption";
import { giveToProject } from "./role";

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
  readonly dumps: Beginning["dumps"];
  /** A name as the project takes one: an address, where that is the name. */
  nameOf(word: string): string;
  /** Runs a check against a second server, of other settings. */
  beside(settings: Environment, check: Check): Promise<void>;
  /** What the running servers do every hour. */
  runJobs(): Promise<void>;
  /** Changes the project, migrates it, and starts both again. @param settings ours, beside those at the start */
  restart(changed: Changeable, settings?: Environment): Promise<void>;
  close(): Promise<void>;
}

/** With what startproject makes keys of, and both quotes. */
export const SECRET_KEY = `a#key$with'every"sign(that)startproject&uses=50%_chars`;

type Changeable = Pick<ProjectOptions, "timeZone" | "useTz" | "blacklist" | "settings">;

export interface Options extends Changeable {
  /** The address of a server for shapes that are on one; SQLite for all where there is none. */
  readonly postgresql?: string | null;
}

/** Makes a project, fills it, adopts its database, and starts Latchkey beside it. */
export async function openSides(
  shape: Shape,
  { postgresql = null, ...options }: Options = {},
): Promise<Sides> {
  const isOnSqlite = shape === "joined" || shape === "plain" || postgresql === null;
  const database = isOnSqlite ? createDatabaseFile() : await createDatabaseOn(postgresql);
  const { url } = database;
  const projectUrl = isOnSqlite ? url : await withSql(url, (sql) => giveToProject(sql, url));
  const project = { shape, url: projectUrl, secretKey: SECRET_KEY, ...options };
  const mailServer = await startMailServer();
  const clock = TestClock.running();
  let django = startDjango(project);
  const begin = shape === "joined" ? join : adoptProject;
  const { filled, dumps, grant, ...settings } = await begin(django, { ...project, url });
  const environment = {
    ...settings.environment,
    ...mailSettings(mailServer.port),
  };
  let server = await startTestServer(environment, { clock });
  const runJobs = async () => {
    const scope = { store: server.store, settings: server.settings, now: new Date() };
    await fillAddresses(scope);
    await shareBlacklist(scope);
  };
  await runJobs();
  return {
    shape,
    mailServer,
    filled,
    dumps,
    get django() {
      return django;
    },
    get server() {
      return server;
    },
    nameOf: (word) => (shape === "email" ? `${word}@example.com` : word),
    beside: (settings, check) => withServerBeside(server, { ...environment, ...settings }, check),
    runJobs,
    async restart(changed, settings = {}) {
      await django.stop();
      await server.close();
      django = startDjango({ ...project, ...changed });
      await django.call("manage", "migrate");
      await grant();
      server = await startTestServer({ ...environment, ...settings }, { clock });
      await runJobs();
    },
    async close() {
      await django.stop();
      await server.close();
      await mailServer.close();
      await database.drop();
    },
  };
}
