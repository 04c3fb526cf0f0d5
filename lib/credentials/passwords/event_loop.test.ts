import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import { checkPassword } from "./check_password";
import { makePassword } from "./make_password";
import type { EncodingHasherName, PasswordPolicy } from "./policy";

const IN_FLIGHT = 8;

// The share of time that the loop was busy, and its median delay, hold on a crowded machine too, where the longest
// delay says how long others had the processor. With bcryptjs on the main thread the loop is busy throughout.
describe("eight checks at once leave the event loop free", () => {
  it.each<EncodingHasherName>(["pbkdf2_sha256", "pbkdf2_sha1", "bcrypt_sha256", "argon2", "scrypt"])(
    "%s",
    async (name) => {
      const policy: PasswordPolicy = { hashers: [name], pbkdf2Iterations: 200_000, bcryptRounds: 10 };
      const encoded = await makePassword("right", policy);
      const delay = monitorEventLoopDelay({ resolution: 5 });
      const before = performance.eventLoopUtilization();
      delay.enable();
      const checks = Array.from({ length: IN_FLIGHT }, () => checkPassword("right", encoded, policy));
      const verdicts = await Promise.all(checks);
      delay.disable();
      expect(verdicts.every((verdict) => verdict.ok)).toBe(true);
      expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
      expect(delay.percentile(50) / 1e6).toBeLessThan(100);
    },
  );
});
