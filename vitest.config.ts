import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests of the engine alone, for which there has to be a server. */
const POSTGRESQL_ONLY = ["lib/store/postgresql/**/*.test.ts"];
/** What the engine has a say in. */
const ON_POSTGRESQL = [
  ...POSTGRESQL_ONLY,
  "lib/store/*.test.ts",
  "lib/store/migrations/**/*.test.ts",
  "lib/sessions/**/*.test.ts",
  "lib/http/**/*.test.ts",
  "lib/jobs/**/*.test.ts",
  "lib/lab/doors.test.ts",
  "lib/accounts/staff_acts/*.test.ts",
  "lib/mail/**/*.test.ts",
  "lib/commands/prune.test.ts",
  "lib/commands/user/run_user.test.ts",
  "lib/commands/deploy/run_checks.test.ts",
  "lib/commands/adopt/adopt.test.ts",
  "lib/commands/import.test.ts",
  "lib/commands/import/import_users.test.ts",
];
/** Where it has none, of those. */
const ANYWHERE = ["lib/http/json/**", "lib/http/event_loop.test.ts", "lib/http/form_post.test.ts"];

/** Tests against other implementations, for which there has to be a Django; `npm run test:compat` runs them. */
const COMPAT = ["**/*.compat.test.ts"];

/** Address of a PostgreSQL in which databases can be made; `npm test` starts one. */
const server = process.env.LATCHKEY_TEST_POSTGRESQL;

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    // Password hashing is meant to be slow, and two cores share the suite.
    setupFiles: ["lib/testing/setup.ts"],
    testTimeout: 60_000,
    // Loading the modules anew for each of some hundred files took a quarter of the time. What a file's tests leave behind in a
    // module is seen by the next: setup.ts clears what there is of the kind.
    isolate: false,
    // Many tests wait for a server or a database: on two cores a second worker takes a third of the time off.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    hookTimeout: 60_000,
    // Every sign-in is a line of the log: those of tests that passed tell nothing.
    silent: "passed-only",
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "sqlite",
          include: ["lib/**/*.test.ts", "app/**/*.test.ts"],
          exclude: [...POSTGRESQL_ONLY, ...COMPAT],
          env: { LATCHKEY_TEST_POSTGRESQL: "" },
        },
      },
      // Few files, each with programs of its own to end.
      { extends: true, test: { name: "compat", include: COMPAT, isolate: true } },
      ...(server
        ? [
            {
              extends: true as const,
              test: {
                name: "postgresql",
                include: ON_POSTGRESQL,
                exclude: [...ANYWHERE, ...COMPAT],
                globalSetup: ["lib/testing/store/template.ts"],
              },
            },
          ]
        : []),
    ],
  },
});
