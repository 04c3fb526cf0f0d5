// @ts-check
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { aptInstall } from "./apt.js";
import { SetupError } from "./setup.js";

/** Where packages put a server's programs, in a folder for each version. */
const INSTALL_FOLDERS = [
  "/usr/lib/postgresql",
  "/usr/local/lib/postgresql",
  "/opt/homebrew/opt",
  "/usr/local/opt",
];
const START_TIMEOUT_MS = 30_000;
/** The user "nobody": PostgreSQL refuses to run as root. */
const NOBODY = { uid: 65534, gid: 65534 };

/**
 * @typedef {object} Postgresql
 * @property {string} url of a database through which others can be created
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a temporary PostgreSQL server on a free port of this machine. Where none is installed, root installs one by
 * apt-get.
 * @param {{ durable?: boolean, standbyOf?: string }} [options] durable: with fsync, which tests do not need and which slows
 * them down; standbyOf: URL of a server that was started so, of which this one is a copy that can be promoted
 * @returns {Promise<Postgresql | null>} null where none is installed
 * @throws {SetupError} where it does not start
 */
export async function startPostgresql({ durable = false, standbyOf } = {}) {
  const programs = findPrograms() ?? installPrograms();
  if (programs === undefined) return null;
  const asRoot = process.getuid?.() === 0;
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-postgresql-"));
  if (asRoot) chownSync(folder, NOBODY.uid, NOBODY.gid);
  chmodSync(folder, 0o700);
  const data = path.join(folder, "data");
  const [program, ...args] = standbyOf === undefined ? newCluster(data) : copyOf(standbyOf, data);
  const as = { ...(asRoot ? NOBODY : {}), cwd: folder };
  const made = spawnSync(path.join(programs, program), args, { ...as, encoding: "utf8" });
  if (made.status !== 0) throw notStarted(made.stderr);
  const port = await freePort();
  const server = spawn(path.join(programs, "postgres"), ["-D", data, ...serverOptions(port, durable)], {
    ...as,
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  // Where this process ends by an error, the server must end too.
  const interrupt = () => void server.kill("SIGINT");
  process.once("exit", interrupt);
  const stop = async () => {
    // PostgreSQL's fast shutdown, which does not wait for open connections.
    server.kill("SIGINT");
    await ended;
    process.off("exit", interrupt);
    rmSync(folder, { recursive: true, force: true });
  };
  if (await isReady(programs, port)) return { url: `postgresql://latchkey@127.0.0.1:${port}/postgres`, stop };
  await stop();
  throw notStarted("it did not answer");
}

/**
 * @param {string} data
 * @returns {[string, ...string[]]}
 */
function newCluster(data) {
  const login = ["--username", "latchkey", "--auth", "trust"];
  return ["initdb", "--pgdata", data, ...login, "--encoding", "UTF8", "--locale", "C", "--no-sync"];
}

/**
 * @param {string} url
 * @param {string} data
 * @returns {[string, ...string[]]}
 */
function copyOf(url, data) {
  const { hostname, port, username } = new URL(url);
  const login = ["--host", hostname, "--port", port, "--username", username];
  return [
    "pg_basebackup",
    "--pgdata",
    data,
    ...login,
    "--write-recovery-conf",
    "--checkpoint=fast",
    "--no-sync",
  ];
}

/**
 * @param {number} port
 * @param {boolean} durable
 */
function serverOptions(port, durable) {
  const options = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 300,
    fsync: durable ? "on" : "off",
    // Tests should fail where a time is written in the server's time zone instead of UTC.
    timezone: "Asia/Seoul",
  };
  return Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** @param {string} reason */
function notStarted(reason) {
  return new SetupError(
    `A PostgreSQL for the tests could not be started (${reason}): set LATCHKEY_TEST_POSTGRESQL to the URL of another one.`,
  );
}

/** @returns {string | undefined} the folder of its programs */
export function findPrograms() {
  const versions = INSTALL_FOLDERS.filter(existsSync).flatMap((folder) =>
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
function installPrograms() {
  aptInstall(["postgresql"]);
  return findPrograms();
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
async function isReady(programs, port) {
  for (const end = Date.now() + START_TIMEOUT_MS; Date.now() < end; await sleep(100)) {
    const { status } = spawnSync(path.join(programs, "pg_isready"), [
      "-q",
      "-h",
      "127.0.0.1",
      "-p",
      `${port}`,
    ]);
    if (status === 0) return true;
  }
  return false;
}
