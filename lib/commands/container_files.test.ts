import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { settingNames } from "@/lib/settings/definitions";
import { readSettings } from "@/lib/settings/read";
import { warnings } from "@/lib/settings/warnings";
import { commandOf, isInContext, pairsOf, readDockerfile, saidBy } from "@/lib/testing/dockerfile";

const [args = [], build = [], image = []] = readDockerfile("Dockerfile");
const environment = pairsOf("ENV", image);
const [version] = saidBy("ARG", args).map((text) => /^NODE=(\d+)$/.exec(text)?.[1] ?? "");

const serviceSchema = z.looseObject({
  image: z.string(),
  environment: z.record(z.string(), z.string()),
  secrets: z.array(z.string()),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal("ALL")]),
  security_opt: z.tuple([z.literal("no-new-privileges:true")]),
  restart: z.literal("unless-stopped"),
});
const compose = z
  .strictObject({
    services: z.strictObject({
      latchkey: serviceSchema.extend({ build: z.literal("."), ports: z.tuple([z.string()]) }),
      database: serviceSchema.extend({ volumes: z.array(z.string()) }),
    }),
    networks: z.unknown(),
    secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
    volumes: z.record(z.string(), z.null()),
  })
  .parse(parse(readFileSync("compose.yaml", "utf8")));
const { latchkey, database } = compose.services;

/** The names of settings in an environment that are none. */
const unknownIn = (given: object) =>
  Object.keys(given).filter((name) => name !== "NODE_ENV" && !settingNames().includes(name));

test("the Dockerfile's settings, port, files and version are those of the app", () => {
  const { version: ours } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(unknownIn(environment)).toEqual([]);
  expect(saidBy("EXPOSE", image)).toEqual([environment.PORT]);
  expect(pairsOf("LABEL", image)["org.opencontainers.image.version"]).toBe(ours);
  expect(saidBy("FROM", build)[0]).toContain("node:$");
  expect(Number(version)).toBeGreaterThanOrEqual(20);
  const copied = saidBy("COPY", build).flatMap((rest) => rest.split(" ").slice(0, -1));
  expect(copied.filter((file) => !existsSync(file))).toEqual([]);
});

test("it runs as a user with a fixed number, and no shell stands in front of Node.js", () => {
  expect(saidBy("USER", image)).toEqual([expect.stringMatching(/^[1-9]\d{3,}:[1-9]\d{3,}$/)]);
  const [healthCheck = "", start = ""] = [saidBy("HEALTHCHECK", image)[0], saidBy("CMD", image)[0]];
  expect(commandOf(start)).toEqual(["/usr/local/bin/node", "/app/server.js"]);
  expect(commandOf(healthCheck).slice(0, 2)).toEqual(["/usr/local/bin/node", "-e"]);
});

test.each([
  ".env",
  "data/latchkey.db",
  "keys/private.pem",
  "secrets/secret_key",
  ".git/config",
  "node_modules/x",
])("%s never gets into an image", (file) => expect(isInContext(file, ".dockerignore")).toBe(false));

test("the services of compose.yaml get the secrets that their settings name, each from a file that git ignores", () => {
  expect(unknownIn(latchkey.environment)).toEqual([]);
  for (const service of [latchkey, database]) {
    const named = Object.entries(service.environment).filter(([name]) => name.endsWith("_FILE"));
    const script = service === database ? readFileSync("docs/docker/make_database.sh", "utf8") : "";
    const read = [...named.map(([, file]) => file), ...(script.match(/\/run\/secrets\/\w+/g) ?? [])];
    expect(read.sort()).toEqual(service.secrets.map((name) => `/run/secrets/${name}`).sort());
  }
  const files = Object.entries(compose.secrets);
  expect(files.map(([name]) => name).sort()).toEqual([...latchkey.secrets, ...database.secrets].sort());
  expect(files.filter(([, { file }]) => !file.startsWith("secrets/"))).toEqual([]);
  expect(readFileSync(".gitignore", "utf8")).toContain("\nsecrets/\n");
});

test("compose.yaml publishes the image's port to this machine alone, and waits for the database", () => {
  expect(latchkey.ports).toEqual([`127.0.0.1:${environment.PORT}:${environment.PORT}`]);
  expect(latchkey.depends_on).toEqual({ database: { condition: "service_healthy" } });
  expect(database.healthcheck).toHaveProperty("test");
  expect(database.volumes).toEqual([
    "database:/var/lib/postgresql/data",
    "./docs/docker/make_database.sh:/docker-entrypoint-initdb.d/make_database.sh:ro",
  ]);
  expect(Object.keys(compose.volumes)).toEqual(["database"]);
});

test("with its settings a start says only that mail is not set, and the database in plain TCP, which is on the same machine", () => {
  const settings = readSettings({
    ...environment,
    ...Object.fromEntries(Object.entries(latchkey.environment).filter(([name]) => !name.endsWith("_FILE"))),
    APP_ORIGIN: "https://accounts.example.com",
    WORKERS: "2",
    SECRET_KEY: "x7Kq0v3mZr9Tn2Lw8Yb5Hc1Df6Gj4Ps-aUeIoQy0",
    DATABASE_URL: "postgresql://latchkey:secret@database/latchkey",
  });
  expect(warnings(settings).map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining("EMAIL_HOST"),
    expect.stringContaining("without TLS"),
  ]);
});
