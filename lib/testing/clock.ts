import type { TestServer } from "./server";

/** The clock of a test server, for what runs beside it. */
export interface TestClock {
  /** milliseconds since the epoch */
  now(): number;
  /** @param seconds forward, or back where negative */
  advance(seconds: number): void;
}

export function clockOf(server: TestServer): TestClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    advance(seconds) {
      offset += seconds * 1000;
      server.advance(seconds);
    },
  };
}
