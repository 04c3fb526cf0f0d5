import { describe, expect, it } from "vitest";
import { processors } from "./processors.js";
import { localHashing } from "./queued";

const PBKDF2 = { password: "1234", salt: "salt", iterations: 1000, bytes: 32, digest: "sha256" } as const;
const hash = { name: "pbkdf2", task: PBKDF2 } as const;
/** Half a second of work. */
const LONG = { name: "pbkdf2", task: { ...PBKDF2, iterations: 2_000_000 } } as const;
const ARGON2 = {
  password: "1234",
  options: { salt: Buffer.alloc(16), memoryCost: 102_400, timeCost: 2, parallelism: 8 },
};

it("goes on after hashes that failed", async () => {
  const hashing = localHashing();
  const broken = Array.from({ length: processors * 2 }, () =>
    hashing.compute("bcrypt", { password: "", salt: "no salt" }),
  );
  expect((await Promise.allSettled(broken)).map(({ status }) => status)).not.toContain("fulfilled");
  expect(await hashing.compute("bcrypt", { password: "1234", salt: 4 })).toMatch(/^\$2b\$04\$/);
});

it("compares the last of several hashes with the expected one", async () => {
  const { compute } = localHashing();
  const expected = await compute("pbkdf2", PBKDF2);
  const other = { ...hash, task: { ...PBKDF2, salt: "another" } };
  const check = async (hashes: readonly (typeof hash | typeof other)[], wanted: Uint8Array | null) =>
    (await compute("check", { hashes, expected: wanted, onMismatch: [], usesArgon2: false })).matches;
  expect(await check([other, hash], expected)).toBe(true);
  expect(await check([hash, other], expected)).toBe(false);
  expect(await check([hash], expected.subarray(1))).toBe(false);
  expect(await check([hash], null)).toBe(false);
  // It takes a permit too, and gives it back.
  expect(await check([], null)).toBe(false);
  expect(await check([hash], expected)).toBe(true);
});

it("computes the hashes of onMismatch only where nothing matches, and measures the time without them", async () => {
  const { compute } = localHashing();
  const expected = await compute("pbkdf2", PBKDF2);
  const timed = async (wanted: Uint8Array | null) => {
    const start = performance.now();
    const check = { hashes: [hash], expected: wanted, onMismatch: [LONG], usesArgon2: false };
    const { ms } = await compute("check", check);
    return { ms, whole: performance.now() - start };
  };
  await timed(expected);
  const matching = await timed(expected);
  const refused = await timed(null);
  expect(refused.whole).toBeGreaterThan(matching.whole * 3);
  expect(refused.ms).toBeLessThan(refused.whole / 3);
});

describe.skipIf(processors === 1 || processors > 8)(
  "while Argon2 runs, which takes up to eight processors",
  () => {
    const check = { hashes: [hash], expected: null, onMismatch: [], usesArgon2: true };

    it.each([
      ["an Argon2 hash", "argon2", ARGON2],
      ["a check with an Argon2 hash", "check", { ...check, onMismatch: [{ name: "argon2", task: ARGON2 }] }],
    ] as const)("no other hash is computed: %s", async (_, name, task) => {
      const { compute } = localHashing();
      const log: string[] = [];
      await Promise.all([
        compute(name, task).then(() => log.push("argon2")),
        compute("pbkdf2", PBKDF2).then(() => log.push("other")),
      ]);
      expect(log).toEqual(["argon2", "other"]);
    });

    it("nor beside a check that could have used Argon2 and did not", async () => {
      const { compute } = localHashing();
      const log: string[] = [];
      await Promise.all([
        compute("check", { ...check, hashes: [LONG] }).then(() => log.push("check")),
        compute("pbkdf2", PBKDF2).then(() => log.push("other")),
      ]);
      expect(log).toEqual(["check", "other"]);
    });
  },
);

it("computes nothing for a request that was aborted in the queue", async () => {
  const { compute } = localHashing();
  const running = Array.from({ length: processors }, () => compute(LONG.name, LONG.task));
  const controller = new AbortController();
  const gone = { address: null, account: "a", signal: controller.signal };
  const rejected = expect(compute(LONG.name, LONG.task, gone)).rejects.toMatchObject({
    code: "hash_cancelled",
  });
  const next = compute("pbkdf2", PBKDF2);
  controller.abort();
  await Promise.all([...running, rejected, next]);
});
