import { beforeEach, describe, expect, it, vi } from "vitest";
import { checkPassword } from "./check_password";
import { measured, topUp } from "./equal_time";
import type { Engine, MakingHasher } from "./hashers/hasher";
import { makePassword } from "./make_password";
import type { HasherName, PasswordPolicy } from "./policy";

const ALL: readonly HasherName[] = [
  "pbkdf2_sha256",
  "pbkdf2_sha1",
  "bcrypt_sha256",
  "bcrypt",
  "argon2",
  "scrypt",
  "md5",
];
const policy: PasswordPolicy = { hashers: ALL, pbkdf2Iterations: 1000, bcryptRounds: 4 };

describe("topping up", () => {
  let now = 0;
  let burnt: number[] = [];

  /** A hasher whose unit of work takes two milliseconds, and a thousand of which make a hash. */
  const preferred: MakingHasher = {
    name: "pbkdf2_sha256",
    engine: "pbkdf2_sha256",
    parse: () => null,
    make: async () => "",
    work: () => 1000,
    burn: (work) => {
      if (work > 0) burnt.push(work);
      now += 2 * work;
      return [];
    },
  };

  const run = (engine: Engine, work: number, ms: number) =>
    measured({ engine, work }, async () => {
      now += ms;
    });

  beforeEach(() => {
    now = 0;
    burnt = [];
    forgetDurations();
    vi.spyOn(performance, "now").mockImplementation(() => now);
    return () => vi.restoreAllMocks();
  });

  it("spends the exact rest of the same engine, whatever was measured", async () => {
    await run("pbkdf2_sha256", 300, 1);
    await topUp({ engine: "pbkdf2_sha256", work: 300 }, preferred, policy);
    expect(burnt).toEqual([700]);
  });

  it("spends the share that the durations of both leave where the engine is another", async () => {
    await run("pbkdf2_sha256", 1000, 2000);
    await run("scrypt", 10, 500);
    await topUp({ engine: "scrypt", work: 10 }, preferred, policy);
    expect(burnt).toEqual([750]);
  });

  it("is not misled by one slow run", async () => {
    await run("pbkdf2_sha256", 1000, 2000);
    for (const ms of [500, 5000, 500]) await run("scrypt", 10, ms);
    await topUp({ engine: "scrypt", work: 10 }, preferred, policy);
    expect(burnt).toEqual([750]);
  });

  it("follows a machine that became slower", async () => {
    await run("pbkdf2_sha256", 1000, 2000);
    for (let time = 0; time < 15; time++) await run("scrypt", 10, 500);
    for (let time = 0; time < 8; time++) await run("scrypt", 10, 1000);
    await topUp({ engine: "scrypt", work: 10 }, preferred, policy);
    expect(burnt).toEqual([500]);
  });

  it("spends a whole hash, once, where it does not know how long one takes", async () => {
    await run("scrypt", 10, 500);
    await topUp({ engine: "scrypt", work: 10 }, preferred, policy);
    await topUp({ engine: "scrypt", work: 10 }, preferred, policy);
    expect(burnt).toEqual([1000, 750]);
  });

  it("forgets the jobs of long ago", async () => {
    await run("scrypt", 10, 500);
    for (let work = 1; work <= 64; work++) await run("bcrypt", work, 1);
    await run("pbkdf2_sha256", 1000, 2000);
    await topUp({ engine: "scrypt", work: 10 }, preferred, policy);
    expect(burnt).toEqual([1000]);
  });

  it("makes every no as slow as the dearest stored hash that was met", async () => {
    await run("pbkdf2_sha256", 1000, 2000);
    await run("bcrypt", 4096, 2600);
    await run("scrypt", 10, 500);
    await topUp({ engine: "bcrypt", work: 4096 }, preferred, policy);
    await topUp({ engine: "pbkdf2_sha256", work: 1000 }, preferred, policy);
    await topUp({ engine: "pbkdf2_sha256", work: 100 }, preferred, policy);
    await topUp({ engine: "scrypt", work: 10 }, preferred, policy);
    expect(burnt.map(Math.round)).toEqual([300, 1200, 1050]);
  });

  it("does not follow a hash that is dearer by far", async () => {
    await run("pbkdf2_sha256", 1000, 2000);
    await run("bcrypt", 2 ** 20, 90_000);
    await topUp({ engine: "bcrypt", work: 2 ** 20 }, preferred, policy);
    await topUp({ engine: "pbkdf2_sha256", work: 1000 }, preferred, policy);
    expect(burnt).toEqual([]);
  });
});

const TODAY: PasswordPolicy = { hashers: ALL, pbkdf2Iterations: 100_000, bcryptRounds: 8 };
const OLD: PasswordPolicy = { hashers: ALL, pbkdf2Iterations: 10_000, bcryptRounds: 5 };
const DEAR: PasswordPolicy = { hashers: ALL, pbkdf2Iterations: 180_000, bcryptRounds: 9 };
const MD5 = "md5$l0qW8zQGACUwVI6m57oa4r$2fc804ff07b569f519cae2a7c6746b8c";

// The bounds only tell topped up from not: the stored hashes alone take a tenth of the time, or nearly twice.
describe("a wrong password takes the time of an unknown user", { retry: 3 }, () => {
  beforeEach(forgetDurations);

  it.each<[HasherName, HasherName, PasswordPolicy]>([
    ["pbkdf2_sha256", "pbkdf2_sha256", OLD],
    ["pbkdf2_sha256", "pbkdf2_sha256", DEAR],
    ["pbkdf2_sha256", "bcrypt_sha256", OLD],
    ["pbkdf2_sha256", "bcrypt_sha256", DEAR],
    ["bcrypt_sha256", "bcrypt_sha256", OLD],
    ["bcrypt_sha256", "pbkdf2_sha1", OLD],
    ["scrypt", "pbkdf2_sha256", OLD],
    ["pbkdf2_sha256", "md5", OLD],
  ])("where %s is preferred and %s stored", async (preferred, storedName, madeWith) => {
    const now = { ...TODAY, hashers: [preferred, ...ALL] };
    const made = { ...madeWith, hashers: [storedName, ...ALL] };
    const encoded = storedName === "md5" ? MD5 : await makePassword("right", made);
    for (let round = 0; round < 3; round++) {
      await checkPassword("wrong", null, now);
      await checkPassword("wrong", encoded, now);
    }
    const unknown: number[] = [];
    const wrong: number[] = [];
    for (let round = 0; round < 5; round++) {
      unknown.push(await milliseconds(() => checkPassword("wrong", null, now)));
      wrong.push(await milliseconds(() => checkPassword("wrong", encoded, now)));
    }
    const ratio = Math.min(...wrong) / Math.min(...unknown);
    expect(ratio).toBeGreaterThan(0.65);
    expect(ratio).toBeLessThan(1.5);
  });
});

function forgetDurations(): void {
  delete (globalThis as unknown as Record<symbol, unknown>)[Symbol.for("latchkey.passwords.durations")];
}

async function milliseconds(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
