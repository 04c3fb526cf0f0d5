/** How a Django project and Latchkey come to one database. */

import path from "node:path";
import { readDescription } from "@/lib/commands/adopt/description";
import { envLines } from "@/lib/commands/adopt/env_lines";
import { envText, quoteEnv } from "@/lib/commands/adopt/env_text";
import { parseEnv } from "@/lib/commands/parse_env.js";
import type { Environment } from "@/lib/settings/read";
import { adopt, migrate } from "@/lib/store/migrations/migrate";
import type { DjangoProject, ProjectOptions } from "@/lib/testing/django/project";
import { ROTATING, TEST_SETTINGS } from "@/lib/testing/settings";
import { openSql } from "@/lib/testing/store/sql";
import { type Dump, dumpDatabase } from "./database_dump";
import type { Filled } from "./sides";

const DESCRIBE = path.resolve(import.meta.dirname, "../../docs/django/describe.py");

export interface Beginning {
  readonly filled: Filled;
  /** The settings under which Latchkey works beside the project. */
  readonly environment: Environment;
  /** What is in the database before adoption and after it; null where Latchkey has made the database. */
  readonly dumps: { readonly before: Dump; readonly after: Dump } | null;
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
    SECRET_KEY: secretKey,
    SESSION_COOKIE_NAME: "latchkey_session",
    PASSWORD_HASHERS:
      "pbkdf2_sha256,pbkdf2_sha1,bcrypt_sha256,bcrypt,argon2,md5,sha1,unsalted_md5,unsalted_sha1",
    TIME_ZONE: timeZone ?? "UTC",
    USE_TZ: `${useTz ?? true}`,
  };
  return { environment, filled: (await django.call("fill")) as Filled, dumps: null };
}

/** The database of the project, filled, is adopted, as `npm run adopt` does it. */
export async function adoptProject(
  django: DjangoProject,
  { url, secretKey }: ProjectOptions,
): Promise<Beginning> {
  await django.call("manage", "migrate");
  const filled = (await django.call("fill")) as Filled;
  const described = readDescription((await django.call("describe", DESCRIBE)) as string);
  const sql = openSql(url);
  const before = await dumpDatabase(sql);
  await adopt(url);
  const after = await dumpDatabase(sql);
  await sql.close();
  // The key is copied from Django's settings by hand.
  const text = `${envText(envLines(described))}SECRET_KEY=${quoteEnv(secretKey)}\n`;
  const environment = { ...TEST_SETTINGS, ...Object.fromEntries(parseEnv(text).values) };
  return { environment, filled, dumps: { before, after } };
}
