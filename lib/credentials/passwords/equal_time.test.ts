import { beforeEach, describe, expect, it } from "vitest";
import { leastCpuTime } from "@/lib/testing/cpu_time";
import { forgetDurations } from "@/lib/testing/passwords/durations";
import { checkPassword } from "./check_password";
import { recordDuration, remainingWork } from "./equal_time";
import type { Engine } from "./hashers/hasher";
import { pbkdf2Sha256 } from "./hashers/pbkdf2";
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

describe("the remaining work of a refusal", () => {
  /** A thousand units of work make a hash. */
  const preferred = { ...pbkdf2Sha256, work: () => 1000 };
  const remaining = (engine: Engine, work: number) => remainingWork({ engine, work }, preferred, policy);
  const run = (engine: Engine, work: number, ms: number) => recordDuration({ engine, work }, ms);

  beforeEach(forgetDurations);

  it("is exact within one engine, whatever was measured", () => {
    run("pbkdf2_sha256", 300, 1);
    expect(remaining("pbkdf2_sha256", 300)).toBe(700);
  });

  it("follows from the durations of both workloads where the engines differ", () => {
    run("pbkdf2_sha256", 1000, 2000);
    run("scrypt", 10, 500);
    expect(remaining("scrypt", 10)).toBe(750);
  });

  it("is not misled by one slow run", () => {
    run("pbkdf2_sha256", 1000, 2000);
    for (const ms of [500, 5000, 500]) run("scrypt", 10, ms);
    expect(remaining("scrypt", 10)).toBe(750);
  });

  it("follows a machine that became slower", () => {
    run("pbkdf2_sha256", 1000, 2000);
    for (let time = 0; time < 15; time++) run("scrypt", 10, 500);
    for (let time = 0; time < 8; time++) run("scrypt", 10, 1000);
    expect(remaining("scrypt", 10)).toBe(500);
  });

  it("is unknown until both were timed", () => {
    expect(remaining("scrypt", 10)).toBeNull();
    run("scrypt", 10, 500);
    expect(remaining("scrypt", 10)).toBeNull();
    run("pbkdf2_sha256", 1000, 2000);
    expect(remaining("scrypt", 10)).toBe(750);
    expect(remaining("bcrypt", 10)).toBeNull();
  });

  it("forgets workloads that were not run for long", () => {
    run("scrypt", 10, 500);
    for (let work = 1; work <= 64; work++) run("bcrypt", work, 1);
    run("pbkdf2_sha256", 1000, 2000);
    expect(remaining("scrypt", 10)).toBeNull();
  });

  it("makes every refusal as slow as the most expensive stored hash that was met", () => {
    run("pbkdf2_sha256", 1000, 2000);
    run("bcrypt", 4096, 2600);
    run("scrypt", 10, 500);
    expect(remaining("bcrypt", 4096)).toBe(0);
    expect(remaining("pbkdf2_sha256", 1000)).toBeCloseTo(300);
    expect(remaining("pbkdf2_sha256", 100)).toBeCloseTo(1200);
    expect(remaining("scrypt", 10)).toBeCloseTo(1050);
  });

  it("does not follow a hash that is far more expensive", () => {
    run("pbkdf2_sha256", 1000, 2000);
    run("bcrypt", 2 ** 20, 90_000);
    expect(remaining("bcrypt", 2 ** 20)).toBe(0);
    expect(remaining("pbkdf2_sha256", 1000)).toBe(0);
  });
});

const TODAY: PasswordPolicy = { hashers: ALL, pbkdf2Iterations: 100_000, bcryptRounds: 8 };
const OLD: PasswordPolicy = { hashers: ALL, pbkdf2Iterations: 10_000, bcryptRounds: 5 };
const EXPENSIVE: PasswordPolicy = { hashers: ALL, pbkdf2Iterations: 180_000, bcryptRounds: 9 };
const MD5 = "md5$l0qW8zQGACUwVI6m57oa4r$2fc804ff07b569f519cae2a7c6746b8c";

// The bounds only tell whether dummy hashes were added: the stored hashes alone take a tenth of the time, or nearly twice.
describe("a wrong password takes the time of an unknown user", { retry: 3 }, () => {
  beforeEach(forgetDurations);

  it.each<[HasherName, HasherName, PasswordPolicy]>([
    ["pbkdf2_sha256", "pbkdf2_sha256", OLD],
    ["pbkdf2_sha256", "pbkdf2_sha256", EXPENSIVE],
    ["pbkdf2_sha256", "bcrypt_sha256", OLD],
    ["pbkdf2_sha256", "bcrypt_sha256", EXPENSIVE],
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
    // In turn, so that whatever slows the one slows the other.
    let [unknown, wrong] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < 5; round++) {
      unknown = Math.min(unknown, await leastCpuTime(1, () => checkPassword("wrong", null, now)));
      wrong = Math.min(wrong, await leastCpuTime(1, () => checkPassword("wrong", encoded, now)));
    }
    expect(wrong / unknown).toBeGreaterThan(0.65);
    expect(wrong / unknown).toBeLessThan(1.5);
  });
});
