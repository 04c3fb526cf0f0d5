import { describe, expect, it } from "vitest";
import { openPool, processors } from "./pool.js";

const QUICK = { password: "1234", salt: 4 };

function argon2(parallelism: number) {
  return {
    password: "1234",
    options: { salt: Buffer.alloc(16, 1), memoryCost: 102_400, timeCost: 4, parallelism },
  };
}

/** Which of two tasks that are given one after the other is finished first. */
async function firstOf(lanes: number): Promise<string> {
  const compute = openPool();
  await compute("bcrypt", QUICK);
  const long = compute("argon2", argon2(lanes)).then(() => "argon2");
  const quick = compute("bcrypt", QUICK).then(() => "bcrypt");
  const first = await Promise.race([long, quick]);
  await Promise.all([long, quick]);
  return first;
}

describe("hashes at once", () => {
  it("are one, where it computes on every processor itself", async () => {
    expect(await firstOf(processors)).toBe("argon2");
    expect(await firstOf(255)).toBe("argon2");
  });

  it.runIf(processors > 1)("are several, where one leaves processors free", async () => {
    expect(await firstOf(1)).toBe("bcrypt");
  });

  it("go on after one that failed", async () => {
    const compute = openPool();
    const broken = Array.from({ length: processors * 2 }, () =>
      compute("bcrypt", { password: "", salt: "no salt" }),
    );
    expect((await Promise.allSettled(broken)).map(({ status }) => status)).not.toContain("fulfilled");
    expect(await compute("bcrypt", QUICK)).toMatch(/^\$2b\$04\$/);
  });
});
