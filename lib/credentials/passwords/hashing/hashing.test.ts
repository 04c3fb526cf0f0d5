import { expect, it } from "vitest";
import { hashHere } from "./hashing.js";
import { processors } from "./turnstile.js";

it("goes on after hashes that failed", async () => {
  const hashing = hashHere();
  const broken = Array.from({ length: processors * 2 }, () =>
    hashing.compute("bcrypt", { password: "", salt: "no salt" }),
  );
  expect((await Promise.allSettled(broken)).map(({ status }) => status)).not.toContain("fulfilled");
  expect(await hashing.compute("bcrypt", { password: "1234", salt: 4 })).toMatch(/^\$2b\$04\$/);
});
