// @ts-check
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SetupError, say } from "./setup.js";

/** Where packages put the programs of a server, in a folder for each version. */
const ELSEWHERE = ["/usr/lib/postgresql", "/usr/local/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];
/** How long a server may take to start. Milliseconds. */
const PATIENCE = 30_000;
/** Which a server refuses to run as root for: nobody. */
const NOBODY = { uid: 65534, gid: 65534 };

/**
 * @typedef {object} Postgresql
 * @property {string} url of a database from which others can be made
 * @property {() => Promise<void>} stop
 */

/**
 * A PostgreSQL of its own, on a free port of this machine, gone when stopped. Root installs one, where a package manager
 * can, if there is none.
 * @param {{ durable?: boolean }} [options] whether what it writes is to survive the machine, which costs a test its time
 * @returns {Promise<Postgresql | null>} null where there is none
 * @throws {SetupError} where there is one that does not start
 */
export async function startPostgresql({ durable = false } = {}) {
  const programs = installed() ?? install();
  if (programs === undefined) return null;
  const asRoot = process.getuid?.() === 0;
  const identity = asRoot ? NOBODY : {};
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-postgresql-"));
  if (asRoot) chownSync(folder, NOBODY.uid, NOBODY.gid);
  chmodSync(folder, 0o700);
  const data = path.join(folder, "data");
  const made = spawnSync(
    path.join(programs, "initdb"),
    [
      "--pgdata",
      data,
      "--username",
      "latchkey",
      "--auth",
      "trust",
      "--encoding",
      "UTF8",
      "--locale",
      "C",
      "--no-sync",
    ],
    { ...identity, encoding: "utf8", cwd: folder },
  );
  if (made.status !== 0) throw notStarted(made.stderr);
  const port = await freePort();
  const options = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 300,
    fsync: durable ? "on" : "off",
    // Not the one that times are written in.
    timezone: "Asia/Seoul",
  };
  const server = spawn(
    path.join(programs, "postgres"),
    [
      "-D",
      data,
      "-p",
      `${port}`,
      ...Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    { ...identity, stdio: "ignore", cwd: folder },
  );
  const ended = new Promise((resolve) => server.once("exit", resolve));
  // Whoever ends by an error leaves no server behind.
  process.once("exit", () => server.kill("SIGINT"));
  const started = await ready(programs, port);
  const stop = async () => {
    // Its fast shutdown: does not wait for whoever is still connected.
    server.kill("SIGINT");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  if (started) return { url: `postgresql://latchkey@127.0.0.1:${port}/postgres`, stop };
  await stop();
  throw notStarted("it did not answer");
}

/** @param {string} reason */
function notStarted(reason) {
  return new SetupError(
    `A PostgreSQL for the tests could not be started (${reason}): name another in LATCHKEY_TEST_POSTGRESQL.`,
  );
}

/** @returns {string | undefined} the folder of its programs */
function installed() {
  const versions = ELSEWHERE.filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /^(postgresql@?)?\d+$/.test(name))
      .sort((a, b) => Number(/\d+$/.exec(b)) - Number(/\d+$/.exec(a)))
      .map((name) => path.join(folder, name, "bin")),
  );
  const folders = [...versions, ...(process.env.PATH ?? "").split(path.delimiter)];
  return folders.find((folder) =>
    ["initdb", "postgres"].every((name) => existsSync(path.join(folder, name))),
  );
}

/** @returns {string | undefined} */
function install() {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return undefined;
  say("Installing PostgreSQL …");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update"], { stdio: "ignore", env });
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "postgresql"], { stdio: "ignore", env });
  return installed();
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/**
 * @param {string} programs
 * @param {number} port
 */
async function ready(programs, port) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(100)) {
    const asked = spawnSync(path.join(programs, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", `${port}`]);
    if (asked.status === 0) return true;
  }
  return false;
}
