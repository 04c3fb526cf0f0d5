import {
  PART_ROWS,
  type Source,
  SourceError,
  type SourceToken,
  type SourceUser,
} from "@/lib/store/import/source";
import type { Wanted } from "@/lib/store/import/source_columns";
import { type Dump, type DumpObject, dumpObjects } from "./dump_objects";

const OUTSTANDING = "token_blacklist.outstandingtoken";
const BLACKLISTED = "token_blacklist.blacklistedtoken";

/**
 * A dump of Django's dumpdata, read once for the users and, where it has tokens, once more for these.
 * @param model the user model, such as `auth.user`; undefined: the first that has a password and last_login
 */
export function openDumpSource(dump: Dump, wanted: Wanted, model: string | undefined): Source {
  let found = model?.toLowerCase() ?? null;
  let hasTokens = false;
  /** Such tokens may stand behind or in front of those that they blacklist. */
  const blacklisted = new Map<string, unknown>();

  function userOf(object: DumpObject): SourceUser | null {
    const { fields } = object;
    const isLike = "password" in fields && "last_login" in fields;
    if (found === null && isLike) found = object.model;
    if (object.model === found) return sourceUser(object, wanted);
    if (isLike && model === undefined)
      throw new SourceError(
        `Both ${found} and ${object.model} can be the user model: name it by --model, and run it again.`,
      );
    return null;
  }

  async function* users(): AsyncGenerator<SourceUser> {
    for await (const object of dumpObjects(dump)) {
      if (object.model === OUTSTANDING) hasTokens = true;
      if (object.model === BLACKLISTED)
        blacklisted.set(String(object.fields.token), object.fields.blacklisted_at ?? null);
      const user = userOf(object);
      if (user !== null) yield user;
    }
    if (found === null)
      throw new SourceError(`${dump.file} has no model with password and last_login: name it by --model.`);
  }

  async function* tokens(): AsyncGenerator<SourceToken> {
    if (!hasTokens) return;
    for await (const { model, pk, fields } of dumpObjects(dump))
      if (model === OUTSTANDING) yield sourceToken(pk, fields, blacklisted.get(String(pk)) ?? null);
  }

  return {
    get table() {
      return found ?? dump.file;
    },
    count: null,
    lastKey: null,
    users: () => parts(users()),
    tokens: () => parts(tokens()),
    close: async () => {},
  };
}

function sourceUser({ model, pk, fields }: DumpObject, wanted: Wanted): SourceUser {
  if (pk === undefined)
    throw new SourceError(`The dump has no keys of ${model}: make it without --natural-primary.`);
  if (typeof pk === "string" && !/^-?\d+$/.test(pk))
    throw new SourceError(
      `The keys of ${model} are no whole numbers (${pk}), as a database of Latchkey's own has: these users would lose theirs, and their tokens with them. Let Latchkey work on their database itself (README, "Beside Django").`,
    );
  const named = (column: string | null | undefined, usual: string) =>
    column === null ? null : (fields[column ?? usual] ?? null);
  return {
    key: pk,
    username: named(wanted.username, "username" in fields ? "username" : "email"),
    password: named("password", ""),
    email: named(wanted.email, "email"),
    age: named(wanted.age, "age"),
    firstName: named("first_name", ""),
    lastName: named("last_name", ""),
    isActive: "is_active" in fields ? fields.is_active : true,
    isStaff: named("is_staff", ""),
    isSuperuser: named("is_superuser", ""),
    lastLogin: named("last_login", ""),
    dateJoined: named(wanted.dateJoined, "date_joined"),
  };
}

function sourceToken(pk: unknown, fields: DumpObject["fields"], blacklistedAt: unknown): SourceToken {
  const { jti = null, token = null, created_at: createdAt = null, expires_at: expiresAt = null } = fields;
  return { key: pk, jti, token, createdAt, expiresAt, blacklistedAt };
}

/** What was read before an error is handed on before it is thrown. */
async function* parts<T>(rows: AsyncIterable<T>): AsyncGenerator<readonly T[]> {
  let part: T[] = [];
  try {
    for await (const row of rows) {
      part.push(row);
      if (part.length < PART_ROWS) continue;
      yield part;
      part = [];
    }
  } catch (error) {
    if (part.length > 0) yield part;
    throw error;
  }
  if (part.length > 0) yield part;
}
