/** Tables of which a busy service has more rows than an integer counts; simplejwt's have been bigint since 5.0, too. */
const BIG = ["OutstandingToken", "BlacklistedToken"];

/**
 * The schema for PostgreSQL, made from SQLite's: a schema of Prisma's is for one engine. Types are Django's: times with
 * their zone, to the microsecond.
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
