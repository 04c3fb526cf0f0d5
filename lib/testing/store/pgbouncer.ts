import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { aptInstall } from "@/lib/commands/apt.js";
import { freePort } from "../free_port";

/** A pooler in front of a PostgreSQL server. */
export interface Pgbouncer {
  /** The address of a database by way of it. */
  urlOf(database: string): string;
  stop(): Promise<void>;
}

/** The user "nobody": PgBouncer refuses to run as root. */
const NOBODY = { uid: 65534, gid: 65534 };
const PROGRAM = "pgbouncer";

/** Whether there is one; root installs it. */
export function ensurePgbouncer(): boolean {
  const isThere = () => spawnSync(PROGRAM, ["--version"]).status === 0;
  if (!isThere()) aptInstall([PROGRAM]);
  return isThere();
}

/** @param server address of a server to which anybody may connect */
export async function startPgbouncer(server: string, mode: string): Promise<Pgbouncer> {
  const { hostname, port: serverPort } = new URL(server);
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-pgbouncer-"));
  const port = await freePort();
  const settings = {
    listen_addr: "127.0.0.1",
    listen_port: port,
    unix_socket_dir: "",
    auth_type: "any",
    pool_mode: mode,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const config = path.join(folder, "pgbouncer.ini");
  writeFileSync(
    config,
    [
      "[databases]",
      `* = host=${hostname} port=${serverPort} user=latchkey`,
      "[pgbouncer]",
      ...lines,
      "",
    ].join("\n"),
  );
  const asRoot = process.getuid?.() === 0;
  if (asRoot) for (const owned of [folder, config]) chownSync(owned, NOBODY.uid, NOBODY.gid);
  chmodSync(folder, 0o700);
  const child = spawn(PROGRAM, [config], { ...(asRoot ? NOBODY : {}), stdio: "ignore", cwd: folder });
  const ended = once(child, "exit");
  await untilListening(port, child);
  return {
    urlOf: (database) => `postgresql://latchkey@127.0.0.1:${port}/${database}`,
    async stop() {
      // At once, whoever is connected.
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect({ port, host: "127.0.0.1" });
    const isOpen = await new Promise((resolve) => {
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await sleep(50);
  }
  throw new Error(`PgBouncer ended by ${child.exitCode}`);
}
