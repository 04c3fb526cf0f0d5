import { expect, it } from "vitest";
import { inHashingSlot } from "./gate";
import { processors } from "./turnstile.js";

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

it("frees the slot of work that fails", async () => {
  for (let time = 0; time < processors * 3; time += 1) {
    await expect(inHashingSlot(["bcrypt"], () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  }
  await expect(inHashingSlot(["bcrypt"], async () => 7)).resolves.toBe(7);
});

it("lets nobody hash beside Argon2, which uses the processors itself, up to eight of them", async () => {
  let end = () => {};
  const argon2 = inHashingSlot(["bcrypt", "argon2"], () => new Promise<void>((resolve) => (end = resolve)));
  await settle();
  const beside = Array.from({ length: processors }, () => inHashingSlot(["bcrypt"], async () => true));
  const first = await Promise.race([beside[0], settle().then(() => false)]);
  expect(first).toBe(processors > 8);
  end();
  await Promise.all([argon2, ...beside]);
});
