import { availableParallelism } from "node:os";
import { makePassword } from "@/lib/credentials/passwords/make_password";
import type { HasherName } from "@/lib/credentials/passwords/policy";

/** Measures how many hashes a second this machine makes with nothing else to do: the limit of sign-ins a second. */
export function bareHashRate(hasher: HasherName): (seconds: number) => Promise<number> {
  const policy = { hashers: [hasher], pbkdf2Iterations: 1_000_000, bcryptRounds: 12 };
  return async (seconds) => {
    const workers = Array.from({ length: availableParallelism() * 2 });
    const make = () => makePassword("correct horse battery staple", policy);
    await Promise.all(workers.map(make));
    const end = performance.now() + seconds * 1000;
    let made = 0;
    const work = async () => {
      while (performance.now() < end) {
        await make();
        // Unfinished ones do not count, as unfinished requests of a load do not.
        if (performance.now() < end) made += 1;
      }
    };
    await Promise.all(workers.map(work));
    return made / seconds;
  };
}
