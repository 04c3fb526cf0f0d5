import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestHashesOver, serveHashesOver } from "./channel.js";
import { localHashing } from "./hashing.js";
import { processors } from "./semaphore.js";

const PBKDF2 = { password: "1234", salt: "salt", iterations: 1000, bytes: 32, digest: "sha256" } as const;
/** A second of work. */
const LONG = { ...PBKDF2, iterations: 4_000_000 };

describe("a process that computes hashes for others", () => {
  let computing: ChildProcess;

  beforeEach(() => {
    computing = fork(path.join(import.meta.dirname, "process.js"), {
      serialization: "advanced",
      execArgv: [],
    });
  });
  afterEach(async () => {
    if (!computing.connected) return;
    const ended = once(computing, "exit");
    computing.disconnect();
    await ended;
  });

  it("gives the bytes that are computed here", async () => {
    const [there, here] = await Promise.all([
      requestHashesOver(computing).compute("pbkdf2", PBKDF2),
      localHashing().compute("pbkdf2", PBKDF2),
    ]);
    expect(Buffer.from(there).toString("hex")).toBe(Buffer.from(here).toString("hex"));
  });

  it("answers each request with its own hash", async () => {
    const { compute } = requestHashesOver(computing);
    const salts = Array.from({ length: 20 }, (_, index) => `salt ${index}`);
    const hashes = await Promise.all(salts.map((salt) => compute("pbkdf2", { ...PBKDF2, salt })));
    expect(new Set(hashes.map((hash) => Buffer.from(hash).toString("hex"))).size).toBe(20);
    const again = await compute("pbkdf2", { ...PBKDF2, salt: "salt 7" });
    expect(again).toEqual(hashes[7]);
  });

  it("reports what went wrong, and goes on", async () => {
    const { compute } = requestHashesOver(computing);
    await expect(compute("bcrypt", { password: "", salt: "no salt" })).rejects.toThrow("Invalid salt");
    expect(await compute("bcrypt", { password: "1234", salt: 4 })).toMatch(/^\$2b\$04\$/);
  });

  it("rejects pending requests when it is killed", async () => {
    const { compute } = requestHashesOver(computing);
    await compute("pbkdf2", PBKDF2);
    const lost = compute("pbkdf2", LONG);
    computing.kill("SIGKILL");
    await expect(lost).rejects.toMatchObject({ code: "hashing_unavailable" });
    await expect(compute("pbkdf2", PBKDF2)).rejects.toMatchObject({ code: "hashing_unavailable" });
  });

  it("ends when the requesting process has ended, and not by the signals of a terminal", async () => {
    const ended = once(computing, "exit");
    const { compute } = requestHashesOver(computing);
    await compute("pbkdf2", PBKDF2);
    computing.kill("SIGINT");
    computing.kill("SIGTERM");
    await compute("pbkdf2", PBKDF2);
    computing.disconnect();
    expect(await ended).toEqual([0, null]);
  });
});

it("a queued hash is cancelled when the process that requested it is killed, through every process between", async () => {
  const computing = fork(path.join(import.meta.dirname, "process.js"), {
    serialization: "advanced",
    execArgv: [],
  });
  const { compute } = requestHashesOver(computing);
  const requester = startRequester();
  const signals: AbortSignal[] = [];
  const computed: Promise<unknown>[] = [];
  // The requester's bcrypt hash is queued after these.
  const before = Array.from({ length: processors }, () => compute("pbkdf2", LONG));
  await new Promise<void>((resolve) =>
    serveHashesOver(requester, {
      compute(...args) {
        const [, , signal] = args;
        if (signal) signals.push(signal);
        const answer = compute(...args);
        computed.push(answer);
        resolve();
        return answer;
      },
    }),
  );
  const ended = once(requester, "exit");
  requester.kill("SIGKILL");
  await ended;
  await expect(computed[0]).rejects.toThrow("aborted");
  expect(signals[0]?.aborted).toBe(true);
  await Promise.all(before);
  computing.disconnect();
});

it("an unavailable hash is reported as such through every process between", async () => {
  const requester = startRequester();
  const gone = () => Promise.reject(Object.assign(new Error("gone"), { code: "hashing_unavailable" }));
  serveHashesOver(requester, { compute: gone });
  expect(await messageOf(requester, "refused")).toEqual({ message: "gone", code: "hashing_unavailable" });
  requester.disconnect();
});

function startRequester(): ChildProcess {
  return fork(path.resolve("lib/testing/passwords/requester.js"), {
    serialization: "advanced",
    execArgv: [],
    // It may print an error when its parent disconnects.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

/** The first message that has a property. */
function messageOf(requester: ChildProcess, name: string): Promise<unknown> {
  return new Promise((resolve) =>
    requester.on("message", (message: Record<string, unknown>) => {
      if (name in message) resolve(message[name]);
    }),
  );
}
