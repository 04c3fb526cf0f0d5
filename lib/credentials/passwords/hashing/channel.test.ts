import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { processors } from "./processors.js";
import { localHashing } from "./queued";
import { requestHashesOver } from "./request_hashes.js";
import { serveHashesOver } from "./serve_hashes.js";

const PBKDF2 = { password: "1234", salt: "salt", iterations: 1000, bytes: 32, digest: "sha256" } as const;
/** A quarter of a second of work, or more. */
const LONG = { ...PBKDF2, iterations: 1_000_000 };

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

  it("answers whether it is there while it computes", async () => {
    const log: string[] = [];
    computing.on("message", (message: object) => log.push(...Object.keys(message)));
    const long = requestHashesOver(computing).compute("pbkdf2", LONG);
    computing.send({ hashPing: true });
    await long;
    expect([log.at(0), log.at(-1)]).toEqual(["hashPong", "hashResponse"]);
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

describe("a hash that another process waits for is dropped from the queue", () => {
  const endings: Record<string, (requester: ChildProcess) => unknown> = {
    "when its client is gone": (requester) => requester.send({ abort: true }),
    "when that process is killed": (requester) => requester.kill("SIGKILL"),
  };
  it.each(Object.entries(endings))("%s", async (_, end) => {
    const { compute } = localHashing();
    const requester = startRequester();
    const before: Promise<unknown>[] = [];
    const requested = once(requester, "message");
    const outcome = new Promise<PromiseSettledResult<unknown>[]>((resolve) => {
      serveHashesOver(requester, {
        compute(...args) {
          for (let busy = 0; busy < processors; busy += 1) before.push(compute("pbkdf2", LONG));
          const answer = compute(...args);
          resolve(Promise.allSettled([answer]));
          return answer;
        },
      });
    });
    await requested;
    end(requester);
    expect(await outcome).toMatchObject([{ status: "rejected", reason: { code: "hash_cancelled" } }]);
    await Promise.all(before);
    if (requester.connected) requester.disconnect();
  });
});

describe("a process that hangs", () => {
  it("has its hashes refused, and is expected to compute again as soon as it answers", async () => {
    const silent = fork(path.join(import.meta.dirname, "process.js"), {
      serialization: "advanced",
      execArgv: [],
    });
    let silences = 0;
    const { compute } = requestHashesOver(silent, () => {
      silences += 1;
    });
    await compute("pbkdf2", PBKDF2);
    silent.kill("SIGSTOP");
    const refused = { code: "hashing_unavailable" };
    await expect(compute("pbkdf2", PBKDF2)).rejects.toMatchObject(refused);
    expect(silences).toBe(1);
    // At once, as long as it hangs.
    await expect(compute("pbkdf2", PBKDF2)).rejects.toMatchObject(refused);
    silent.kill("SIGCONT");
    await expect.poll(() => compute("pbkdf2", PBKDF2).catch(() => null)).not.toBeNull();
    silent.disconnect();
  });
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
