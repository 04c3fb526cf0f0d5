import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { processesBelow } from "@/lib/testing/child_process";
import { type HashingProcess, startHashingProcess } from "./hashing_process";

const PBKDF2 = { password: "1234", salt: "salt", iterations: 1000, bytes: 32, digest: "sha256" } as const;
/** Minutes of work. */
const ENDLESS = { ...PBKDF2, iterations: 1_000_000_000 };
const UNAVAILABLE = { code: "hashing_unavailable" };

// Only Linux lists its processes as files.
describe.skipIf(process.platform !== "linux")("the hashing process", () => {
  let hashing: HashingProcess;
  beforeEach(async () => {
    hashing = startHashingProcess();
    await compute();
  });
  afterEach(() => hashing.stop());

  const compute = () => hashing.hashing.compute("pbkdf2", PBKDF2);
  const pid = () => processesBelow(process.pid, "hashing/process.js")[0] ?? 0;

  it("is killed and replaced where it hangs: what it was computing is refused, what waited is computed", async () => {
    const stopped = pid();
    process.kill(stopped, "SIGSTOP");
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, compute));
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused[0]?.reason).toMatchObject(UNAVAILABLE);
    expect(outcomes.at(-1)?.status).toBe("fulfilled");
    expect(pid()).not.toBe(stopped);
    await compute();
  });

  it("is replaced where it is killed", async () => {
    const killed = pid();
    const lost = hashing.hashing.compute("pbkdf2", ENDLESS);
    process.kill(killed, "SIGKILL");
    await expect(lost).rejects.toMatchObject(UNAVAILABLE);
    // At once, or as soon as it may be started again.
    await expect.poll(() => compute().catch(() => null)).not.toBeNull();
    expect(pid()).not.toBe(killed);
  });
});
