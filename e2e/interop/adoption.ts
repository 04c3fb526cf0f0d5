/** How a Django project and Latchkey come to one database. */

import path from "node:path";
import { readDescription } from "@/lib/commands/adopt/description";
import { envText, quoteEnv } from "@/lib/commands/adopt/env_text";
import { inspect } from "@/lib/commands/adopt/inspect";
import { parseEnv } from "@/lib/commands/parse_env.js";
import type { Environment } from "@/lib/settings/read";
import { isSqliteUrl } from "@/lib/store/address";
import { adopt, migrate } from "@/lib/store/migrations/migrate";
import type { DjangoProject, ProjectOptions } from "@/lib/testing/django/project";
import { ROTATING, TEST_SETTINGS } from "@/lib/testing/settings";
import { openSql, type Sql } from "@/lib/testing/store/sql";
import { type Dump, dumpDatabase } from "./database_dump";
import { grantAsGuide, ownUrl } from "./role";
import type { Filled } from "./sides";

/** What a team runs in its project. */
export const DESCRIBE = path.resolve(import.meta.dirname, "../../docs/django/describe.py");

export interface Beginning {
  readonly filled: Filled;
  /** The settings under which Latchkey works beside the project. */
  readonly environment: Environment;
  /** What is in the database before adoption and after it; null where Latchkey has made the database. */
  readonly dumps: { readonly before: Dump; readonly after: Dump } | null;
  /** Gives Latchkey's role its rights on tables that the project has made since. */
  grant(): Promise<void>;
}

/** The project, filled, joins a database that Latchkey has made. */
export async function join(
  django: DjangoProject,
  { url, secretKey, timeZone, useTz }: ProjectOptions,
): Promise<Beginning> {
  await migrate(url);
  await django.call("manage", "migrate", "--fake-initial");
  const environment = {
    ...ROTATING,
    DATABASE_URL: url,
    SECRET_KEY: secretKey,
    SESSION_COOKIE_NAME: "latchkey_session",
    PASSWORD_HASHERS:
      "pbkdf2_sha256,pbkdf2_sha1,bcrypt_sha256,bcrypt,argon2,md5,sha1,unsalted_md5,unsalted_sha1",
    TIME_ZONE: timeZone ?? "UTC",
    USE_TZ: `${useTz ?? true}`,
  };
  return { environment, filled: (await django.call("fill")) as Filled, dumps: null, grant: async () => {} };
}

/**
 * The database of the project, filled, is adopted, as `npm run adopt -- --yes` does it.
 * @param url that of an administrator
 */
export async function adoptProject(
  django: DjangoProject,
  { url, secretKey }: Pick<ProjectOptions, "url" | "secretKey">,
): Promise<Beginning> {
  await django.call("manage", "migrate");
  const filled = (await django.call("fill")) as Filled;
  const description = readDescription((await django.call("describe", DESCRIBE)) as string);
  const isOnServer = !isSqliteUrl(url);
  const grant = () => withSql(url, (sql) => grantAsGuide(sql, description.user.table));
  if (isOnServer) await grant();
  const own = isOnServer ? ownUrl(url) : url;
  const given = {
    environment: { DEBUG: "true", DATABASE_URL: own },
    fixed: {},
    description,
    now: new Date(),
  };
  const sql = openSql(url);
  const before = await dumpDatabase(sql);
  const inspected = await inspect(given);
  await adopt(inspected.url);
  const after = await dumpDatabase(sql);
  await sql.close();
  const environment = { DATABASE_URL: own, ...environmentOf(envText(inspected), secretKey) };
  return { environment, filled, dumps: { before, after }, grant: isOnServer ? grant : async () => {} };
}

/** Uses a connection of its own. */
export async function withSql<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = openSql(url);
  try {
    return await work(sql);
  } finally {
    await sql.close();
  }
}

/** The settings of a `.env` that an adoption has written, with the key filled in, as a team copies it from Django's settings. */
export function environmentOf(text: string, secretKey: string): Environment {
  const filledIn = text.replace("# SECRET_KEY=", () => `SECRET_KEY=${quoteEnv(secretKey)}`);
  return { ...TEST_SETTINGS, SECRET_KEY: "", ...Object.fromEntries(parseEnv(filledIn).values) };
}
