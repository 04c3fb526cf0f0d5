import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient as PostgresqlClient } from "./generated/postgresql/client";
import { PrismaClient } from "./generated/sqlite/client";
import { connectionConfig, schemaOf } from "./postgresql/connection";
import { openPostgresql } from "./postgresql/statements";
import { openSqlite } from "./sqlite/statements";
import { query, type Statements } from "./statements";

/**
 * The open database. Only this folder knows what it is: everybody else passes it on. Requests go through `statements`:
 * Prisma's first query takes 70 MB of a process, and its driver for SQLite, once it has waited in vain for a lock, can
 * commit no more until the process ends. Prisma is for questions that no request asks.
 */
export type Store = PrismaClient & { readonly statements: Statements };

/**
 * Opens the database that migrate() made.
 * @param url `postgresql://…`, or `file:…`, relative to the working directory
 */
export function openStore(url: string): Store {
  if (isSqliteUrl(url)) {
    const prisma = new PrismaClient({ adapter: new PrismaLibSql({ url }) });
    return Object.assign(prisma, { statements: openSqlite(sqliteFile(url)) });
  }
  // The same models: the one schema is made from the other.
  const adapter = new PrismaPg(connectionConfig(url), { schema: schemaOf(url) ?? "public" });
  const prisma = new PostgresqlClient({ adapter });
  return Object.assign(prisma as unknown as PrismaClient, { statements: openPostgresql(url) });
}

/** Whether a database address names a file of SQLite's. */
export function isSqliteUrl(url: string): boolean {
  return url.startsWith("file:");
}

/** The path in a `file:` address. */
export function sqliteFile(url: string): string {
  return url.replace(/^file:(\/\/)?/, "");
}

/** A database address without its password, for messages. */
export function redactedUrl(url: string): string {
  if (isSqliteUrl(url)) return url;
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username}${username && "@"}${host}${pathname}`;
}

export async function closeStore(store: Store): Promise<void> {
  await store.statements.close();
  await store.$disconnect();
}

const PING = query("SELECT 1 FROM auth_user LIMIT 1");

/** Asks the database for an answer. @throws where there is none */
export async function ping(store: Store): Promise<void> {
  await store.statements.one(PING);
}
