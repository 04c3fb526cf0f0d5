/** Models whose ids are bigint: they can outgrow 32 bits. simplejwt's have been bigint since 5.0. */
const BIG = ["OutstandingToken", "BlacklistedToken"];

/**
 * Derives the PostgreSQL schema from SQLite's, since a Prisma schema is for one engine. Column types are Django's: times are
 * `timestamptz` with microseconds.
 * @param sqlite text of prisma/schema.prisma
 */
export function postgresqlSchema(sqlite: string): string {
  return sqlite
    .replace("generated/sqlite", "generated/postgresql")
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace(/^\/\/ /, "// Written by `npm run docs` from schema.prisma.\n//\n// ")
    .replace(/^model (\w+) \{\n[^}]*^\}/gm, (model, name: string) =>
      BIG.includes(name) ? withBigIds(model) : model,
    )
    .replace(/^( +\w+ +DateTime\??)( .*)?$/gm, "$1$2 @db.Timestamptz(6)");
}

function withBigIds(model: string): string {
  return model.replace(/^( +(?:id|tokenId) +)Int {4}/gm, "$1BigInt ");
}
