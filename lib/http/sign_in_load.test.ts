import { request } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { computeHash } from "@/lib/credentials/passwords/hashing/compute";
import { processors } from "@/lib/credentials/passwords/hashing/processors.js";
import { type Answer, send } from "@/lib/testing/client";
import { captureThreads } from "@/lib/testing/passwords/captured_threads";
import { type WatchedHashing, watchHashing } from "@/lib/testing/passwords/watched_hashing";
import { PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";

/** Five milliseconds of work, or more. */
const ITERATIONS = "20000";
/** A second of work, or more. */
const LONG = { password: "", salt: "salt", iterations: 4_000_000, bytes: 32, digest: "sha256" } as const;
const OWNER = "owner";

let server: TestServer;
let hashing: WatchedHashing;
beforeAll(async () => {
  server = await startTestServer({ PBKDF2_ITERATIONS: ITERATIONS, TRUSTED_PROXIES: "127.0.0.1" });
  await send(server, "/user/session_signup", { json: { username: OWNER, password: PASSWORD } });
});
afterAll(() => server.close());
beforeEach(() => {
  hashing = watchHashing();
});
afterEach(() => hashing.restore());

function signIn(username: string, address: string, password = PASSWORD, also = {}): Promise<Answer> {
  const headers = { "X-Forwarded-For": address, ...also };
  return send(server, "/user/jwt_signin", { json: { username, password }, headers });
}

/** Sends a sign-in. @returns what hangs up */
function startSignIn(body: unknown): () => void {
  const { hostname, port } = new URL(server.url);
  const headers = { "Content-Type": "application/json" };
  const outgoing = request({ hostname, port, path: "/user/jwt_signin", method: "POST", headers });
  outgoing.on("error", () => {});
  outgoing.end(JSON.stringify(body));
  return () => outgoing.destroy();
}

it("sign-ins that were sent and abandoned cost nobody a hash", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const hangUp = Array.from({ length: 120 }, (_, index) =>
    startSignIn({ username: `nobody${index}`, password: "wrong" }),
  );
  await expect.poll(hashing.asked).toBe(120);
  for (const end of hangUp) end();
  // The server has seen each of them go when only this one waits.
  const answer = await signIn(OWNER, "127.0.0.1");
  expect(answer.status).toBe(200);
  await expect.poll(hashing.asked).toBe(121);
  const begun = hashing.begun();
  // Some were computed before they were abandoned, and while the server learnt of it.
  expect(begun).toBeLessThan(60);
  await signIn(OWNER, "127.0.0.1");
  expect(hashing.begun()).toBe(begun + 1);
  expect(log.mock.calls).toEqual([]);
  log.mockRestore();
});

describe("while sixty connections guess", () => {
  interface Case {
    readonly guess: (index: number) => [name: string, address: string];
    readonly owner: string;
    /** Whether the owner signed in there before. */
    readonly known?: true;
    /** Whether the owner comes when the crowd has just come. */
    readonly isFirst?: true;
    /** Whether the owner comes on a connection that was not used before. */
    readonly newConnection?: true;
  }
  const guessers: Record<string, Case> = {
    "passwords of the owner at one address": {
      guess: () => [OWNER, "198.51.100.1"],
      owner: "198.51.100.2",
    },
    "passwords of the owner at sixty addresses": {
      guess: (index) => [OWNER, `198.51.100.${index}`],
      owner: "203.0.113.1",
    },
    "names and passwords at one address": {
      guess: (index) => [`nobody${index}`, "198.51.100.3"],
      owner: "203.0.113.2",
    },
    "passwords of the owner at sixty addresses that have had no turn yet": {
      guess: (index) => [OWNER, `198.51.100.${100 + index}`],
      owner: "203.0.113.3",
      known: true,
    },
    "passwords of the owner and of other names at the owner's address": {
      guess: (index) => [index % 2 === 0 ? OWNER : `nobody${index}`, "198.51.100.6"],
      owner: "198.51.100.6",
      known: true,
    },
    "names and passwords at the owner's address": {
      guess: (index) => [`nobody${index}`, "198.51.100.4"],
      owner: "198.51.100.4",
      known: true,
    },
    "passwords of the owner at the owner's address": {
      guess: () => [OWNER, "198.51.100.4"],
      owner: "198.51.100.4",
      newConnection: true,
    },
    "passwords of the owner at the owner's address, on connections that have had no turn yet": {
      guess: () => [OWNER, "198.51.100.5"],
      owner: "198.51.100.5",
      isFirst: true,
    },
    "passwords of another account at the owner's address": {
      guess: () => ["another", "198.51.100.4"],
      owner: "198.51.100.4",
    },
  };
  it.each(Object.entries(guessers))(
    "%s, the owner is let in",
    async (_, { guess, owner, known, isFirst, newConnection }) => {
      if (known) expect((await signIn(OWNER, owner)).status).toBe(200);
      let over = false;
      const crowd = Array.from({ length: 60 }, async (_, index) => {
        while (!over) await signIn(...guess(index), "wrong");
      });
      // Each of them waits for a turn, and in most cases has had one before.
      const asked = known || isFirst ? 60 : 140;
      await expect.poll(hashing.asked, { timeout: 60_000 }).toBeGreaterThan(asked);
      const { status } = await signIn(OWNER, owner, PASSWORD, newConnection && { Connection: "close" });
      over = true;
      await Promise.all(crowd);
      expect(status).toBe(200);
      // Turns of whoever waited longest, in between.
      expect(hashing.turnsBefore(PASSWORD)).toBeLessThan(4);
    },
  );
});

it("a sign-in whose hashing thread ends in the middle of its hash is answered by 503", async () => {
  // Of all hashers the one in JavaScript, which the end of a thread interrupts.
  const minutes = { PASSWORD_HASHERS: "bcrypt_sha256", BCRYPT_ROUNDS: "20" };
  const slow = await startTestServer(minutes, { beside: server });
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const threads = captureThreads();
  const lost = send(slow, "/user/jwt_signin", { json: { username: "nobody", password: PASSWORD } });
  await expect.poll(hashing.begun).toBe(1);
  await expect.poll(threads.count).toBe(1);
  await threads.end();
  threads.restore();
  expect(await lost).toMatchObject({ status: 503, body: { code: "unavailable" } });
  expect(log.mock.calls.map(([line]) => JSON.parse(String(line)))).toEqual([
    { at: expect.any(String), event: "service_unavailable", error: expect.stringContaining("has ended") },
  ]);
  log.mockRestore();
  expect((await signIn(OWNER, "127.0.0.1")).status).toBe(200);
  await slow.close();
});

it("what is refused for a full queue is answered by 503, and logged in one line without a stack", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  // The queue fills behind these.
  const busy = Array.from({ length: processors }, () => computeHash("pbkdf2", LONG));
  const cheap = await startTestServer({}, { beside: server });
  const count = processors * 200;
  const answers = await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const json = { username: `nobody${index}`, password: PASSWORD };
      return send(cheap, "/user/jwt_signin", { json });
    }),
  );
  await Promise.all(busy);
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.body).toMatchObject({ code: "unavailable" });
  expect(refused[0]?.headers["retry-after"]).toBe("5");
  const lines = log.mock.calls
    .map(([line]) => JSON.parse(String(line)))
    .filter(({ event }) => event === "service_unavailable");
  // A second one says how often the first was due; others follow only on a machine so slow that this takes ten seconds.
  expect(lines.length).toBeLessThan(refused.length);
  for (const line of lines) {
    expect(line).toMatchObject({
      event: "service_unavailable",
      error: "HashingUnavailableError: Too many password hashes are waiting to be computed.",
    });
    expect(line).not.toHaveProperty("stack");
  }
  log.mockRestore();
  await cheap.close();
});
