import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { TestClock } from "@/lib/testing/clock";
import { signUpForTokens } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { startHourlyJobs } from "./hourly";

let server: TestServer;
let clock: TestClock;
async function start(): Promise<void> {
  clock = TestClock.running();
  server = await startTestServer({}, { clock });
}
afterEach(() => server.close());

describe("a server runs its jobs on its own", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  /** A session that is long over. */
  async function addOldSession(): Promise<void> {
    await server.sql`
      INSERT INTO latchkey_session (id, key_digest, user_key, password_digest, created_at, last_used_at, expires_at)
      VALUES ('old', 'old', '1', '', '1970-01-01', '1970-01-01', '1970-01-01')`;
  }

  const sessions = () => server.sql.count("latchkey_session");

  it.each([
    { random: 0, first: 54, later: 54 * 60 },
    { random: 0.5, first: 330, later: 3600 },
    { random: 1, first: 660, later: 66 * 60 },
  ])(
    "soon after its start, then about every hour, until it is stopped ($random)",
    async ({ random, first, later }) => {
      await start();
      await signUpForTokens(server);
      // The hashing thread goes when it has been idle for a minute: a timer less.
      await vi.advanceTimersByTimeAsync(60_000);
      vi.spyOn(Math, "random").mockReturnValue(random);
      const stop = startHourlyJobs(server.store, server.settings, clock.now);
      for (const seconds of [first, later, later]) {
        await addOldSession();
        // To a second: the next one is counted from when the thread that writes has answered.
        await vi.advanceTimersByTimeAsync(seconds * 1000 - 1000);
        expect(await sessions()).toBe(1);
        await vi.advanceTimersByTimeAsync(1100);
        await expect.poll(sessions).toBe(0);
        await expect.poll(() => vi.getTimerCount()).toBe(1);
      }
      stop();
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  test("and goes on after a failure, which is logged", async () => {
    await start();
    await signUpForTokens(server);
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    await addOldSession();
    vi.spyOn(server.store.statements, "write").mockRejectedValueOnce(new Error("the disk is full"));
    const stop = startHourlyJobs(server.store, server.settings, clock.now);
    await vi.advanceTimersByTimeAsync(330_000);
    await expect.poll(() => log.mock.calls.length).toBe(1);
    expect(JSON.parse(String(log.mock.calls[0]?.[0]))).toMatchObject({
      event: "pruning_failed",
      error: "Error: the disk is full",
    });
    expect(await sessions()).toBe(1);
    // When the other jobs have run.
    await expect.poll(() => vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(3_600_000);
    await expect.poll(sessions).toBe(0);
    stop();
  });
});
