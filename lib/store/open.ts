import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaClient } from "./generated/client";
import { openStatements, type Statements } from "./statements";

/**
 * The open database. Only this folder knows what it is: everybody else passes it on. Requests go through `statements`:
 * Prisma's first query takes 70 MB of a process, and its driver, once it has waited in vain for a lock, can commit no more
 * until the process ends. Prisma is for questions that no request asks.
 */
export type Store = PrismaClient & { readonly statements: Statements };

/** Opens the database that {@link migrate} made. @param url `file:` address, relative to the working directory */
export function openStore(url: string): Store {
  const prisma = new PrismaClient({ adapter: new PrismaLibSql({ url }) });
  return Object.assign(prisma, { statements: openStatements(fileOf(url)) });
}

/** The path in a `file:` address. */
export function fileOf(url: string): string {
  return url.replace(/^file:(\/\/)?/, "");
}

export async function closeStore(store: Store): Promise<void> {
  await store.statements.close();
  await store.$disconnect();
}

/** Asks the database for an answer. @throws where there is none */
export function ping(store: Store): void {
  store.statements.get("SELECT 1 FROM auth_user LIMIT 1");
}
