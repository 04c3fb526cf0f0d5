/** A Django project in a process of its own, on a database that it shares with Latchkey. */

import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { vi } from "vitest";
import { findDjango } from "@/lib/commands/django.js";
import { isSqliteUrl, sqliteFile } from "@/lib/store/address";
import { freePort } from "../free_port";

const python = findDjango();

/** manage.py's folder. */
const PROJECT_FOLDER = path.join(import.meta.dirname, "project");

/**
 * Where the project keeps its users. joined: in the table that Latchkey made; plain: Django's own auth.User; seed:
 * user.User(AbstractUser) with an age; email: named by the address, with a UUID as the key and required columns whose defaults
 * only Python knows.
 */
export type Shape = "joined" | "plain" | "seed" | "email";

export interface ProjectOptions {
  readonly shape: Shape;
  /** The database's address, as DATABASE_URL has it. */
  readonly url: string;
  readonly secretKey: string;
  readonly timeZone?: string;
  readonly useTz?: boolean;
  /** Whether simplejwt's token_blacklist app is installed. */
  readonly blacklist?: boolean;
  /** Further settings of Django's. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface DjangoProject {
  /**
   * Calls a function of project/calls/; calls wait for each other.
   * @throws with what Django says against it
   */
  call(name: string, ...args: unknown[]): Promise<unknown>;
  stop(): Promise<void>;
}

/** Whether a real Django can use the database at an address: for PostgreSQL it needs a driver. */
export function canDjangoUse(url: string): boolean {
  if (python === undefined) return false;
  return isSqliteUrl(url) || spawnSync(python, ["-c", "import psycopg2"]).status === 0;
}

/** The Python that has Django. @throws where there is none */
function djangoPython(): string {
  if (python === undefined) throw new Error("Django is not installed: `npm run test:compat` installs it.");
  return python;
}

/** The environment that makes the project, for run.py and manage.py. */
function projectEnvironment(options: ProjectOptions): NodeJS.ProcessEnv {
  const { timeZone = "UTC", useTz = true, blacklist = true, settings = {}, ...given } = options;
  const project = { ...given, timeZone, useTz, blacklist, settings, database: databaseOf(given.url) };
  return {
    ...process.env,
    DJANGO_SETTINGS_MODULE: "settings",
    DJANGO_PROJECT: JSON.stringify(project),
    PYTHONDONTWRITEBYTECODE: "1",
  };
}

/**
 * Runs `manage.py` as a team does.
 * @param input its standard input
 * @param environment variables beside the project's own
 * @returns what it prints @throws with what it says, where it fails
 */
export function manage(
  options: ProjectOptions,
  args: readonly string[],
  input = "",
  environment: Readonly<Record<string, string>> = {},
): string {
  const { status, stdout, stderr } = spawnSync(
    djangoPython(),
    [path.join(PROJECT_FOLDER, "manage.py"), ...args],
    {
      env: { ...projectEnvironment(options), ...environment },
      input,
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`Django failed: ${stderr}`);
  return stdout;
}

export interface DjangoServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves the project by `manage.py runserver`. @param environment variables beside the project's own */
export async function serveDjango(
  options: ProjectOptions,
  environment: Readonly<Record<string, string>> = {},
): Promise<DjangoServer> {
  const port = await freePort();
  const args = ["manage.py", "runserver", "--noreload", `127.0.0.1:${port}`];
  const child = spawn(djangoPython(), args, {
    cwd: PROJECT_FOLDER,
    env: { ...projectEnvironment(options), ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors = (errors + chunk).slice(-4000);
  });
  const ended = once(child, "close");
  const url = `http://127.0.0.1:${port}`;
  const failed = ended.then(() => {
    throw new Error(`Django has ended: ${errors}`);
  });
  // Once it serves, its end is stop()'s.
  failed.catch(() => {});
  await Promise.race([failed, vi.waitFor(() => fetch(url), { timeout: 60_000, interval: 50 })]);
  return {
    url,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** Starts a process, which loads Django once and answers calls until it is stopped. */
export function startDjango(options: ProjectOptions): DjangoProject {
  const child = spawn(djangoPython(), [path.join(PROJECT_FOLDER, "run.py")], {
    env: projectEnvironment(options),
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = once(child, "close");
  const answers = readAnswers(child);
  let last: Promise<unknown> = Promise.resolve();
  return {
    call(name, ...args) {
      const answer = last.then(() => {
        child.stdin.write(`${JSON.stringify([name, ...args])}\n`);
        return answers.next();
      });
      last = answer.catch(() => {});
      return answer;
    },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

function readAnswers(child: ChildProcessByStdio<Writable, Readable, Readable>) {
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors = (errors + chunk).slice(-4000);
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async next(): Promise<unknown> {
      const { value, done } = await lines.next();
      if (done) throw new Error(`Django has ended: ${errors}`);
      const { result, error } = JSON.parse(value);
      if (error !== undefined) throw new Error(`Django failed: ${error}`);
      return result;
    },
  };
}

function databaseOf(url: string): Readonly<Record<string, string>> {
  if (isSqliteUrl(url)) return { ENGINE: "django.db.backends.sqlite3", NAME: path.resolve(sqliteFile(url)) };
  const { pathname, username, password, hostname, port } = new URL(url);
  return {
    ENGINE: "django.db.backends.postgresql",
    NAME: pathname.slice(1),
    USER: username,
    PASSWORD: password,
    HOST: hostname,
    PORT: port,
  };
}
