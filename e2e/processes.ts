import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";

/** What runs; without processes that have ended and that nobody has asked about yet. */
function running(): { pid: number; parent: number; args: string }[] {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => /^\s*(\d+)\s+(\d+)\s+([^Z\s]\S*)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, pid, parent, , args = ""]) => ({ pid: Number(pid), parent: Number(parent), args }));
}

/** Ids of a process's children that run a program. */
export function childrenOf(pid: number, program = ""): number[] {
  return running()
    .filter(({ parent, args }) => parent === pid && args.includes(program))
    .map((child) => child.pid);
}

/** Ids of a process, its children, theirs, and so on. */
export function familyOf(pid: number): number[] {
  const all = running();
  const family = [pid];
  for (const member of family)
    family.push(...all.filter(({ parent }) => parent === member).map((child) => child.pid));
  return family;
}

/** Those of some processes that run. */
export function stillRunning(pids: readonly number[]): number[] {
  return running()
    .map(({ pid }) => pid)
    .filter((pid) => pids.includes(pid));
}

/** A request that the server has begun to read: it has said so, and waits for the body. */
export async function beginPost(url: string, body: unknown) {
  const text = JSON.stringify(body);
  const outgoing = request(url, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(text),
      Expect: "100-continue",
    },
  });
  outgoing.flushHeaders();
  await once(outgoing, "continue");
  return {
    /** Sends the body. @returns the answer's status */
    async finish(): Promise<number | undefined> {
      outgoing.end(text);
      const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
      incoming.resume();
      return incoming.statusCode;
    },
  };
}

/** What a new connection gets: a status, or the code of an error. */
export async function outcomeOf(url: string): Promise<number | string> {
  try {
    return (await fetch(url, { headers: { Connection: "close" } })).status;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return cause instanceof Error && "code" in cause ? String(cause.code) : String(error);
  }
}
