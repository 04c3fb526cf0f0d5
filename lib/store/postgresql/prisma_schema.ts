/**
 * Derives the PostgreSQL schema from SQLite's, since a Prisma schema is for one engine. Times are `timestamptz` with
 * microseconds, as Django's.
 * @param sqlite text of prisma/schema.prisma
 */
export function postgresqlPrismaSchema(sqlite: string): string {
  return sqlite
    .replace("generated/sqlite", "generated/postgresql")
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace(/^\/\/ /, "// Written by `npm run docs` from schema.prisma.\n//\n// ")
    .replace(/^( +\w+ +DateTime\??)( .*)?$/gm, "$1$2 @db.Timestamptz(6)");
}
