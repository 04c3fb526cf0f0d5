import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forgetDurations } from "@/lib/testing/passwords/durations";
import { checkPassword } from "./check_password";
import { listedHasher } from "./hashers/registry";
import { setHashing } from "./hashing/compute";
import { localHashing } from "./hashing/queued";
import type { Check } from "./hashing/threads.js";
import { makePassword, makeUnusablePassword, rehashPassword } from "./make_password";
import { type EncodingHasherName, type HasherName, type PasswordPolicy, WEAK_HASHERS } from "./policy";

const CHEAP = { pbkdf2Iterations: 100, bcryptRounds: 4 };
const NO = { ok: false, mustUpdate: false };
const MAKING: readonly EncodingHasherName[] = [
  "pbkdf2_sha256",
  "pbkdf2_sha1",
  "bcrypt_sha256",
  "argon2",
  "scrypt",
];

function prefer(name: HasherName, cost: Partial<typeof CHEAP> = {}): PasswordPolicy {
  return { hashers: [name, ...MAKING, "bcrypt", ...WEAK_HASHERS], ...CHEAP, ...cost };
}

const aPassword = fc.string({ unit: "binary", maxLength: 100 });

describe.each(MAKING)("%s", (name) => {
  it("takes the password it was made of, and no other", async () => {
    const numRuns = name === "scrypt" || name === "argon2" ? 3 : 40;
    const check = fc.asyncProperty(aPassword, async (password) => {
      const encoded = await makePassword(password, prefer(name));
      expect(encoded.startsWith(`${name}$`)).toBe(true);
      expect(encoded.length).toBeLessThanOrEqual(128 + 20);
      expect(await checkPassword(password, encoded, prefer(name))).toEqual({ ok: true, mustUpdate: false });
      expect(await checkPassword(`${password}x`, encoded, prefer(name))).toEqual(NO);
    });
    await fc.assert(check, { numRuns });
  });

  it("is refused where it is not listed", async () => {
    const encoded = await makePassword("right", prefer(name));
    const others: PasswordPolicy = {
      ...CHEAP,
      hashers: [name === "pbkdf2_sha1" ? "pbkdf2_sha256" : "pbkdf2_sha1"],
    };
    expect(await checkPassword("right", encoded, others)).toEqual(NO);
  });

  it("is replaced where another is preferred", async () => {
    const encoded = await makePassword("right", prefer(name));
    const other = name === "pbkdf2_sha1" ? "pbkdf2_sha256" : "pbkdf2_sha1";
    expect(await checkPassword("right", encoded, prefer(other))).toEqual({ ok: true, mustUpdate: true });
    const remade = await rehashPassword("right", encoded, prefer(other));
    expect(remade.startsWith(`${other}$100$`)).toBe(true);
    expect(await checkPassword("right", remade, prefer(other))).toEqual({ ok: true, mustUpdate: false });
  });
});

describe("a user who cannot sign in", () => {
  it.each([null, "", "!", makeUnusablePassword(), "plain text", "bcrypt$$2b$04", "md5$$0123"])(
    "%s",
    async (encoded) => {
      expect(await checkPassword("right", encoded, prefer("pbkdf2_sha256"))).toEqual(NO);
    },
  );

  it("has an unusable password of its own", () => {
    expect(makeUnusablePassword()).toMatch(/^![A-Za-z0-9]{40}$/);
    expect(makeUnusablePassword()).not.toBe(makeUnusablePassword());
  });
});

describe("what Django 3.2 made of ' 비밀번호 🔑 ' without any work", () => {
  const PASSWORD = " 비밀번호 🔑 ";
  const made = {
    md5: "md5$wTTNY2rl3WswzfxWHKMEbw$880ae727e84b35cd3fe03b84d1656144",
    sha1: "sha1$4TkoBcYOjqCQ3xgFyoqPkq$85f3f0377d67944fdc59164e82e6b8dc40104255",
    unsalted_md5: "3d39950bc388cf6ece47fbb9865b7334",
    unsalted_sha1: "sha1$$c70087a0d888581962e4f4bcf2b66d7c80f16b6d",
  } as const;

  it.each(Object.entries(made))("%s is checked where it is listed, and upgraded", async (name, encoded) => {
    const policy = { ...CHEAP, hashers: ["pbkdf2_sha256", name as HasherName] } as const;
    expect(await checkPassword(PASSWORD, encoded, policy)).toEqual({ ok: true, mustUpdate: true });
    expect(await checkPassword(`${PASSWORD}!`, encoded, policy)).toEqual(NO);
    const others = WEAK_HASHERS.filter((other) => other !== name);
    const without = { ...CHEAP, hashers: ["pbkdf2_sha256", ...others] } as const;
    expect(await checkPassword(PASSWORD, encoded, without)).toEqual(NO);
    expect(await rehashPassword(PASSWORD, encoded, policy)).toMatch(/^pbkdf2_sha256\$100\$/);
  });

  it("unsalted MD5 may have its name in front, and is in small letters", async () => {
    const policy = prefer("pbkdf2_sha256");
    expect((await checkPassword(PASSWORD, `md5$$${made.unsalted_md5}`, policy)).ok).toBe(true);
    expect((await checkPassword(PASSWORD, made.unsalted_md5.toUpperCase(), policy)).ok).toBe(false);
  });
});

describe("lone surrogates", () => {
  it("are not taken for U+FFFD", async () => {
    const encoded = await makePassword("\ufffd", prefer("pbkdf2_sha256"));
    expect(await checkPassword("\ud800", encoded, prefer("pbkdf2_sha256"))).toEqual(NO);
    await expect(makePassword("\ud800", prefer("pbkdf2_sha256"))).rejects.toThrow(TypeError);
    await expect(rehashPassword("\ud800", encoded, prefer("pbkdf2_sha256"))).rejects.toThrow(TypeError);
  });
});

describe("garbage", () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom("", "0", "1", "01", "-1", "1_0", "4294967296", "2b", "2x", "03", "04", "21", "argon2id"),
    fc.constantFrom(
      "v=19",
      "v=20",
      "m=8,t=1,p=1",
      "m=8,t=1,p=2",
      "m=9999999,t=1,p=1",
      "c2FsdHNhbHQ",
      "c2FsdA",
    ),
    fc.string({ unit: fc.constantFrom(..."./AZaz09"), minLength: 20, maxLength: 60 }),
  );
  const encoding = fc
    .tuple(
      fc.constantFrom("argon2", "bcrypt", "bcrypt_sha256", "md5", "pbkdf2_sha256", "scrypt", "__proto__"),
      fc.array(part),
    )
    .map(([name, parts]) => [name, ...parts].join("$"));

  it("never matches and never throws", async () => {
    const check = fc.asyncProperty(fc.oneof(fc.string(), encoding), async (encoded) => {
      expect(await checkPassword("wrong", encoded, prefer("pbkdf2_sha256"))).toEqual(NO);
    });
    await fc.assert(check, { numRuns: 1000 });
  });

  it.each([
    ["pbkdf2_sha256$100000001$salt$aaaa", "more iterations than anyone sets"],
    ["pbkdf2_sha256$0$salt$aaaa", "none"],
    ["bcrypt$$2b$21$uNTr7Ei8mKHn04lKe.Smreh/cLNlewCPqjgDurpAu9ReJGsIkrpIS", "more rounds than anyone sets"],
    ["bcrypt$$2b$03$uNTr7Ei8mKHn04lKe.Smreh/cLNlewCPqjgDurpAu9ReJGsIkrpIS", "fewer than bcrypt has"],
    ["scrypt$16383$salt$8$5$aaaa", "no power of two"],
    ["scrypt$16777216$salt$8$1$aaaa", "16 GiB"],
    ["argon2$argon2id$v=19$m=4194304,t=1,p=1$c2FsdHNhbHQ$c2FsdHNhbHQ", "4 GiB"],
    ["argon2$argon2id$v=19$m=8,t=1,p=2$c2FsdHNhbHQ$c2FsdHNhbHQ", "too little memory for two lanes"],
    ["argon2$argon2id$v=19$m=8,t=1,p=1$c2FsdA$c2FsdHNhbHQ", "a salt of four bytes"],
    ["argon2$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHR$c2FsdHNhbHQ", "stray bits in the base64"],
  ])("%s is not computed: %s", (encoded) => {
    expect(listedHasher(encoded, prefer("pbkdf2_sha256"))?.parse(encoded)).toBeNull();
  });
});

describe("never downwards", () => {
  it.each<[EncodingHasherName, Partial<typeof CHEAP>, RegExp]>([
    ["pbkdf2_sha256", { pbkdf2Iterations: 200 }, /^pbkdf2_sha256\$200\$/],
    ["bcrypt_sha256", { bcryptRounds: 5 }, /^bcrypt_sha256\$\$2b\$05\$/],
  ])("%s", async (name, dearer, atThatCost) => {
    const dear = await makePassword("right", prefer(name, dearer));
    const cheap = await makePassword("right", prefer(name));
    expect(await checkPassword("right", dear, prefer(name))).toEqual({ ok: true, mustUpdate: false });
    expect(await checkPassword("right", cheap, prefer(name, dearer))).toEqual({ ok: true, mustUpdate: true });
    expect(await rehashPassword("right", cheap, prefer(name, dearer))).toMatch(atThatCost);
    expect(await rehashPassword("right", dear, prefer(name))).toMatch(atThatCost);
  });

  it("renews a short salt at the stored cost", async () => {
    // Made by Django: 1000 iterations, the salt "abc", the password "1234".
    const short = "pbkdf2_sha256$1000$abc$fmLzZDHKTOE5+Gp9nq9iwpQReuL3IIdUZWKHWct1B+s=";
    const policy = prefer("pbkdf2_sha256");
    expect(await checkPassword("1234", short, policy)).toEqual({ ok: true, mustUpdate: true });
    const renewed = await rehashPassword("1234", short, policy);
    expect(renewed).toMatch(/^pbkdf2_sha256\$1000\$[A-Za-z0-9]{22}\$/);
    expect(await checkPassword("1234", renewed, policy)).toEqual({ ok: true, mustUpdate: false });
  });

  // Made by Django 5.2 and argon2-cffi with other parameters; the password is "right".
  it.each([
    [
      "argon2",
      "argon2$argon2id$v=19$m=1024,t=3,p=1$bjR6UnFBR3E5ZWV4d2huZkpPdExpaw$WXq4yFMhwr/ItkC//tP8BLnqIpVUQNbVHiwwrpbsU+s",
      true,
      /^argon2\$argon2id\$v=19\$m=102400,t=3,p=8\$/,
    ],
    [
      "argon2",
      "argon2$argon2id$v=19$m=102400,t=3,p=8$R0JXOUlIUkhYV0h1VkFVZjc1V1NvYw$AgHDtcHMGWnT85bwVGnR+rmhVHgfdi/f4+faOwdNvr8",
      false,
      /^argon2\$argon2id\$v=19\$m=102400,t=3,p=8\$/,
    ],
    [
      "argon2",
      "argon2$argon2i$v=19$m=102400,t=2,p=8$Z2RmSlZvTjdSblBHTHl5MU95YjFONw$1YM1lFF8lugNLBc5gFF3HRgz5rU7kZzDc8csH14JXP4",
      true,
      /^argon2\$argon2id\$v=19\$m=102400,t=2,p=8\$/,
    ],
    [
      "argon2",
      "argon2$argon2d$v=19$m=102400,t=2,p=8$TlREZlRIaUFiYm1SODhFemdYTFlPUw$dP2iikPPgcRoAsVMh7F6dCil8nlSlWafeOftGNL4qhg",
      true,
      /^argon2\$argon2id\$v=19\$m=102400,t=2,p=8\$/,
    ],
    [
      "scrypt",
      "scrypt$32768$OxkOZUVt78ezhKGlopDjEd$8$1$lMWUp53RcvB9+osA0Aiuf3KWxJyI7Sn9fgwKhtsYI/twNDJyZ4+YL1D856wCamp36BObjIhRshRQwWO5xjOINw==",
      true,
      /^scrypt\$32768\$[A-Za-z0-9]{22}\$8\$5\$/,
    ],
    [
      "scrypt",
      "scrypt$16384$pzsR3jZEHrBG2di9wRwcAc$8$6$UahHbiVNqhY1oY8b5FxUDwJZFE85IkBBw/56a7YcVN+BvDiZzdAX4cS9xXLTiiEOtZmZi1NzSZbcUrLg7HDAhw==",
      false,
      /^scrypt\$16384\$[A-Za-z0-9]{22}\$8\$6\$/,
    ],
  ] as const)("%s %s", async (name, encoded, mustUpdate, remade) => {
    expect(await checkPassword("right", encoded, prefer(name))).toEqual({ ok: true, mustUpdate });
    const renewed = await rehashPassword("right", encoded, prefer(name));
    expect(renewed).toMatch(remade);
    expect(await checkPassword("right", renewed, prefer(name))).toEqual({ ok: true, mustUpdate: false });
  });
});

describe("a policy that can make nothing", () => {
  it.each([[[]], [["bcrypt"]], [["md5", "pbkdf2_sha256"]]] as const)("%s", async (hashers) => {
    const policy = { ...CHEAP, hashers };
    await expect(makePassword("right", policy)).rejects.toThrow(RangeError);
    await expect(checkPassword("right", null, policy)).rejects.toThrow(RangeError);
  });
});

describe("the first wrong password for a hash of another algorithm in a process", () => {
  const MD5 = "md5$l0qW8zQGACUwVI6m57oa4r$2fc804ff07b569f519cae2a7c6746b8c";
  const policy: PasswordPolicy = { ...prefer("pbkdf2_sha256"), pbkdf2Iterations: 100_000 };

  /** PBKDF2's iterations of everything that is asked for meanwhile. */
  async function iterationsOf(run: () => Promise<unknown>): Promise<number> {
    let sum = 0;
    const { compute } = localHashing();
    setHashing({
      compute(name, task, requester) {
        if (name === "check") {
          const { hashes, onMismatch } = task as Check;
          for (const hash of [...hashes, ...onMismatch])
            if (hash.name === "pbkdf2") sum += hash.task.iterations;
        }
        return compute(name, task, requester);
      },
    });
    await run().finally(() => setHashing(localHashing()));
    return sum;
  }

  it("costs a hash of today's, where none was timed", async () => {
    forgetDurations();
    expect(await iterationsOf(() => checkPassword("wrong", MD5, policy))).toBe(100_000);
  });

  it("costs what is missing of one, where its own kind was never timed", async () => {
    forgetDurations();
    await checkPassword("wrong", null, policy);
    const spent = await iterationsOf(() => checkPassword("wrong", MD5, policy));
    expect(spent).toBeGreaterThan(50_000);
    expect(spent).toBeLessThanOrEqual(100_000);
  });
});
