import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaPg } from "@prisma/adapter-pg";
import { isSqliteUrl } from "@/lib/store/address";
import * as postgresql from "./generated/postgresql/client";
import * as sqlite from "./generated/sqlite/client";

type Row = Readonly<Record<string, unknown>>;
/** A model of prisma/schema.prisma. */
export type Model = Uncapitalize<keyof typeof sqlite.Prisma.ModelName>;

export interface Prisma extends Readonly<Record<Model, { findMany(): PromiseLike<readonly Row[]> }>> {
  $disconnect(): Promise<void>;
}

/** Prisma's client for the models of prisma/schema.prisma, the same on both engines. */
export function openPrisma(url: string): Prisma {
  return isSqliteUrl(url)
    ? new sqlite.PrismaClient({ adapter: new PrismaLibSql({ url }) })
    : new postgresql.PrismaClient({
        adapter: new PrismaPg({ connectionString: url, options: "-c TimeZone=UTC" }),
      });
}
