import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaClient } from "./generated/client";

/** The open database. Only this folder knows what it is: everybody else passes it on. */
export type Store = PrismaClient;

/** How long a statement waits for another writer before the database counts as unavailable. */
const BUSY_TIMEOUT_MS = 5000;

/** Opens the database that {@link migrate} made. @param url `file:` address */
export function openStore(url: string): Store {
  return new PrismaClient({ adapter: new PrismaLibSql({ url, timeout: BUSY_TIMEOUT_MS }) });
}

export async function closeStore(store: Store): Promise<void> {
  await store.$disconnect();
}

/** Asks the database for an answer. @throws where there is none */
export async function ping(store: Store): Promise<void> {
  await store.$queryRaw`SELECT 1`;
}
