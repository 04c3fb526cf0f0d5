import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { findDjango } from "@/lib/commands/django.js";
import { isSqliteUrl, sqliteFile } from "@/lib/store/address";

const python = findDjango();
const FOLDER = path.join(import.meta.dirname, "project");

/** Whether a real Django can use the database at an address: for PostgreSQL it needs a driver. */
export function canDjangoUse(url: string): boolean {
  if (python === undefined) return false;
  return isSqliteUrl(url) || spawnSync(python, ["-c", "import psycopg2"]).status === 0;
}

/** A Django project on a database of ours: its users are the table that is there, with simplejwt's blacklist app. */
export interface DjangoProject {
  /** Calls a function of run.py, in a process of its own. @throws with what Django says against it */
  call(name: string, ...args: unknown[]): Promise<unknown>;
}

export function djangoProject(url: string, secretKey: string): DjangoProject {
  if (python === undefined) throw new Error("Django is not installed: `npm run test:compat` installs it.");
  const database = databaseOf(url);
  return {
    async call(name, ...args) {
      // Not spawnSync: a server of this process would not answer, and lose its connections, for seconds.
      const child = spawn(python, [path.join(FOLDER, "run.py")], {
        env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
      });
      child.stdin.end(JSON.stringify({ database, secretKey, calls: [[name, ...args]] }));
      const [output, errors, [status]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, "close"),
      ]);
      if (status !== 0) throw new Error(`Django failed: ${errors}`);
      return JSON.parse(output)[0];
    },
  };
}

function databaseOf(url: string): Readonly<Record<string, string>> {
  if (isSqliteUrl(url)) return { ENGINE: "django.db.backends.sqlite3", NAME: sqliteFile(url) };
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
