import { execFile } from "node:child_process";
import { promisify } from "node:util";
import workerThreads from "node:worker_threads";
import { expect, it } from "vitest";
import { captureThreads } from "@/lib/testing/passwords/captured_threads";
import { computeHash } from "./compute";
import { localHashing } from "./queued";

const run = promisify(execFile);
/** Made by Django: the password "1234" with four rounds. */
const HASH = "$2b$04$yfyjlwMyESmlldl7K4UwbeJIE1oe5tCvCgsUOBzEkJUquQBWZ1qii";

const { Worker } = workerThreads;
const BROKEN: Record<string, typeof Worker> = {
  "cannot start": class extends Worker {
    constructor() {
      super("/no/such/file.js");
    }
  },
  "end while they start": class extends Worker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      void this.terminate();
    }
  },
};
it.each(Object.entries(BROKEN))(
  "survives threads that %s, and tries anew with the next task",
  async (_, broken) => {
    const computeHash = localHashing().compute;
    workerThreads.Worker = broken;
    const tasks = Promise.allSettled(
      [1, 2, 3].map(() => computeHash("bcrypt", { password: "1234", salt: 4 })),
    );
    const outcomes = (await tasks).map((outcome) => outcome.status);
    workerThreads.Worker = Worker;
    expect(outcomes).toEqual(["rejected", "rejected", "rejected"]);
    expect(await computeHash("bcrypt", { password: "1234", salt: HASH.slice(0, 29) })).toBe(HASH);
  },
);

it("says that hashing is unavailable where a thread ends in the middle of a hash, and goes on", async () => {
  const threads = captureThreads();
  const { compute } = localHashing();
  await compute("bcrypt", { password: "1234", salt: 4 });
  const lost = compute("bcrypt", { password: "1234", salt: 14 });
  await threads.end();
  threads.restore();
  await expect(lost).rejects.toMatchObject({ code: "hashing_unavailable" });
  expect(await compute("bcrypt", { password: "1234", salt: HASH.slice(0, 29) })).toBe(HASH);
});

it("makes a salt of the rounds it is given", async () => {
  expect(await computeHash("bcrypt", { password: "1234", salt: 4 })).toMatch(/^\$2b\$04\$[./A-Za-z0-9]{53}$/);
});

it("neither ends the process before the hash is there nor keeps it afterwards", async () => {
  const script = `
    import { computeHash } from "./lib/credentials/passwords/hashing/compute.ts";
    computeHash("bcrypt", { password: "1234", salt: ${JSON.stringify(HASH.slice(0, 29))} }).then(console.log);`;
  const { stdout } = await run(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    timeout: 20_000,
  });
  expect(stdout.trim()).toBe(HASH);
});
