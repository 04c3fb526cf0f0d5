import { availableParallelism } from "node:os";
import { makePassword } from "@/lib/credentials/passwords/make_password";
import type { HasherName } from "@/lib/credentials/passwords/policy";

/** Measures how many hashes a second this machine makes with nothing around them: what no sign-in can exceed. */
export function bareHashRate(hasher: HasherName): (seconds: number) => Promise<number> {
  const policy = { hashers: [hasher], pbkdf2Iterations: 1_000_000, bcryptRounds: 12 };
  return async (seconds) => {
    await makePassword("warm", policy);
    const start = performance.now();
    const end = start + seconds * 1000;
    let made = 0;
    const work = async () => {
      while (performance.now() < end) {
        await makePassword("correct horse battery staple", policy);
        made += 1;
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() * 2 }, work));
    return (made * 1000) / (performance.now() - start);
  };
}
