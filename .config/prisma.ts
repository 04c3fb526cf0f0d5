import { defineConfig } from "prisma/config";
import { loadEnvFile } from "../lib/commands/env_file.js";

loadEnvFile();
const url = process.env.DATABASE_URL || "file:./data/latchkey.db";
const isPostgresql = /^postgres(ql)?:/.test(url);

// Without migrations: the app applies its own, and notes them in latchkey_migration.
export default defineConfig({
  schema: isPostgresql ? "../prisma/postgresql.prisma" : "../prisma/schema.prisma",
  datasource: { url },
});
