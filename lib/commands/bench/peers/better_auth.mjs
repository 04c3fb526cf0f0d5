// better-auth doing the same work: e-mail and password at the same hash cost, sessions in SQLite, no limits, no cookie
// cache (which lets a revoked session live on). Run in a folder where better-auth is installed; see peers.ts.
import cluster from "node:cluster";
import { pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { LibsqlDialect, libsql } from "@libsql/kysely-libsql";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";

const derive = promisify(pbkdf2);
const PORT = Number(process.env.PORT);
const ITERATIONS = Number(process.env.PBKDF2_ITERATIONS);

// Readers and writers side by side, as ours; two writing workers wait for each other instead of failing.
const client = libsql.createClient({ url: `file:${process.env.DATABASE_FILE}` });
await client.execute("PRAGMA journal_mode = WAL");
await client.execute("PRAGMA busy_timeout = 5000");

const auth = betterAuth({
  baseURL: `http://127.0.0.1:${PORT}`,
  secret: "a-secret-key-for-benchmarks-that-is-long-enough-to-be-one",
  database: { dialect: new LibsqlDialect({ client }), type: "sqlite" },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  emailAndPassword: {
    enabled: true,
    password: {
      hash: async (password) => {
        const salt = randomBytes(16).toString("hex");
        return `${salt}:${(await derive(password, salt, ITERATIONS, 32, "sha256")).toString("hex")}`;
      },
      verify: async ({ hash, password }) => {
        const [salt, key] = hash.split(":");
        return timingSafeEqual(
          Buffer.from(key, "hex"),
          await derive(password, salt, ITERATIONS, 32, "sha256"),
        );
      },
    },
  },
});

if (cluster.isPrimary) {
  const { runMigrations } = await getMigrations(auth.options);
  await runMigrations();
  const workers = Number(process.env.WORKERS);
  let listening = 0;
  cluster.on("listening", () => {
    listening += 1;
    if (listening === workers) console.log(`ready on http://127.0.0.1:${PORT}`);
  });
  for (let index = 0; index < workers; index += 1) cluster.fork();
  process.on("SIGTERM", () => process.exit(0));
} else {
  createServer(toNodeHandler(auth)).listen(PORT, "127.0.0.1");
}
