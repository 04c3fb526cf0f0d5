import { defineConfig } from "prisma/config";
import { loadEnvFile } from "../lib/commands/env_file.js";
import { readTextFile } from "../lib/settings/text_file.js";

loadEnvFile();
const { DATABASE_URL, DATABASE_URL_FILE } = process.env;
const given = DATABASE_URL_FILE ? readTextFile(DATABASE_URL_FILE).trim() : DATABASE_URL;
const url = given || "file:./data/latchkey.db";
const isPostgresql = /^postgres(ql)?:/.test(url);

// Without migrations: the app applies its own, and notes them in latchkey_migration.
export default defineConfig({
  schema: isPostgresql ? "../prisma/postgresql.prisma" : "../prisma/schema.prisma",
  datasource: { url },
});
