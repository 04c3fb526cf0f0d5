import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { lstatSync, readlinkSync } from "node:fs";

/** Programs by bubblewrap as in a container: a root of their own that cannot be written, and PID 1 of their own. */
export interface Sandbox {
  /** Folders of this machine by where they are seen inside, to be read. */
  readonly reads: Readonly<Record<string, string>>;
  /** The same, to be written. */
  readonly writes: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  /** The number of the user, and of the group. */
  readonly user: number;
}

/** What programs in it are called: Node.js, and nothing but the system's libraries beside it. */
export const NODE = "/usr/local/bin/node";
const LIBRARIES = ["/lib", "/lib64", "/usr/lib", "/usr/lib64"];
/** Gives up root's rights, where root starts the sandbox; others become the user by a namespace. */
const SETPRIV = "/usr/bin/setpriv";

/** Starts a program in a sandbox. Its output is at the process's stdout, and the process ends with the program's exit code. */
export function startInside(sandbox: Sandbox, command: readonly string[]): ChildProcess {
  return spawn("bwrap", argumentsFor(sandbox, command), { stdio: ["ignore", "pipe", "pipe", "pipe"] });
}

/** The PID that the program has outside, for signals: those to bwrap itself do not reach it. */
export function pidOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    // It stays open: bwrap writes the exit code there, too.
    child.stdio[3]?.on("data", (chunk: Buffer) => {
      const [, pid] = /"child-pid": (\d+)/.exec(String(chunk)) ?? [];
      if (pid !== undefined) resolve(Number(pid));
    });
    child.once("exit", () => reject(new Error("The sandbox has ended.")));
  });
}

/** Runs a program in a sandbox to its end. @returns its exit code */
export function runInside(sandbox: Sandbox, command: readonly string[]): number | null {
  return spawnSync("bwrap", argumentsFor(sandbox, command, []), { stdio: "ignore" }).status;
}

function argumentsFor(
  { reads, writes, environment, user }: Sandbox,
  command: readonly string[],
  status = ["--json-status-fd", "3"],
): string[] {
  const isRoot = process.getuid?.() === 0;
  const asUser = isRoot
    ? [
        SETPRIV,
        `--reuid=${user}`,
        `--regid=${user}`,
        "--clear-groups",
        "--no-new-privs",
        "--bounding-set=-all",
        "--inh-caps=-all",
      ]
    : [];
  return [
    ...["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--as-pid-1", "--die-with-parent", "--clearenv"],
    ...(isRoot ? [] : ["--unshare-user", "--uid", `${user}`, "--gid", `${user}`]),
    ...["/usr", "/usr/bin", "/usr/local", "/usr/local/bin"].flatMap((at) => ["--perms", "0755", "--dir", at]),
    ...LIBRARIES.flatMap(library),
    ...["--ro-bind", process.execPath, NODE],
    ...(isRoot ? ["--ro-bind", SETPRIV, SETPRIV] : []),
    ...Object.entries(reads).flatMap(([at, folder]) => ["--ro-bind", folder, at]),
    ...Object.entries(writes).flatMap(([at, folder]) => ["--bind", folder, at]),
    ...["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/", "--remount-ro", "/"],
    ...Object.entries(environment).flatMap(([name, value]) => ["--setenv", name, value]),
    ...status,
    ...asUser,
    ...command,
  ];
}

/** A folder of libraries as it is here: a folder, or a link to another one. */
function library(folder: string): string[] {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  return stats.isSymbolicLink() ? ["--symlink", readlinkSync(folder), folder] : ["--ro-bind", folder, folder];
}
