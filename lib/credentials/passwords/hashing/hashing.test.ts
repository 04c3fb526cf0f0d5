import { expect, it } from "vitest";
import { hashHere } from "./hashing.js";
import { processors } from "./turnstile.js";

const PBKDF2 = { password: "1234", salt: "salt", iterations: 1000, bytes: 32, digest: "sha256" } as const;
const hash = { name: "pbkdf2", task: PBKDF2 } as const;
/** Half a second of work. */
const LONG = { name: "pbkdf2", task: { ...PBKDF2, iterations: 2_000_000 } } as const;
const ARGON2 = {
  password: "1234",
  options: { salt: Buffer.alloc(16), memoryCost: 102_400, timeCost: 2, parallelism: 8 },
};

it("goes on after hashes that failed", async () => {
  const hashing = hashHere();
  const broken = Array.from({ length: processors * 2 }, () =>
    hashing.compute("bcrypt", { password: "", salt: "no salt" }),
  );
  expect((await Promise.allSettled(broken)).map(({ status }) => status)).not.toContain("fulfilled");
  expect(await hashing.compute("bcrypt", { password: "1234", salt: 4 })).toMatch(/^\$2b\$04\$/);
});

it("compares the last of several hashes with the expected one", async () => {
  const { compute } = hashHere();
  const expected = await compute("pbkdf2", PBKDF2);
  const other = { ...hash, task: { ...PBKDF2, salt: "another" } };
  const check = async (hashes: readonly (typeof hash | typeof other)[], wanted: Uint8Array | null) =>
    (await compute("check", { hashes, expected: wanted, otherwise: [] })).matches;
  expect(await check([other, hash], expected)).toBe(true);
  expect(await check([hash, other], expected)).toBe(false);
  expect(await check([hash], expected.subarray(1))).toBe(false);
  expect(await check([hash], null)).toBe(false);
  // Takes a turn as well, and gives it back.
  expect(await check([], null)).toBe(false);
  expect(await check([hash], expected)).toBe(true);
});

it("computes what is otherwise to be computed only where nothing matches, and tells the time without it", async () => {
  const { compute } = hashHere();
  const expected = await compute("pbkdf2", PBKDF2);
  const timed = async (wanted: Uint8Array | null) => {
    const start = performance.now();
    const { ms } = await compute("check", { hashes: [hash], expected: wanted, otherwise: [LONG] });
    return { ms, whole: performance.now() - start };
  };
  await timed(expected);
  const matching = await timed(expected);
  const refused = await timed(null);
  expect(refused.whole).toBeGreaterThan(matching.whole * 3);
  expect(refused.ms).toBeLessThan(refused.whole / 3);
});

it("lets nobody hash beside Argon2, which uses the processors itself, up to eight of them", async () => {
  const { compute } = hashHere();
  const log: string[] = [];
  const note = (name: string) => () => log.push(name);
  await compute("pbkdf2", PBKDF2);
  const argon2 = [
    compute("argon2", ARGON2).then(note("argon2")),
    compute("check", { hashes: [hash], expected: null, otherwise: [{ name: "argon2", task: ARGON2 }] }).then(
      note("argon2, otherwise"),
    ),
  ];
  const beside = compute("pbkdf2", PBKDF2).then(note("beside"));
  await Promise.all([...argon2, beside]);
  if (processors <= 8) expect(log).toEqual(["argon2", "argon2, otherwise", "beside"]);
});
