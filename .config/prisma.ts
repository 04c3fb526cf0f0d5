import { defineConfig } from "prisma/config";

const url = process.env.DATABASE_URL || "file:./data/latchkey.db";
const isPostgresql = /^postgres(ql)?:/.test(url);

export default defineConfig({
  schema: isPostgresql ? "../prisma/postgresql.prisma" : "../prisma/schema.prisma",
  migrations: { path: isPostgresql ? "../prisma/migrations/postgresql" : "../prisma/migrations/sqlite" },
  datasource: { url },
});
