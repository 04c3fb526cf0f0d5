import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from "vitest";
import { signIn } from "@/lib/accounts/sign_in";
import { setHashing } from "@/lib/credentials/passwords/hashing/compute";
import { HashingUnavailableError } from "@/lib/credentials/passwords/hashing/unavailable.js";
import type { Store } from "@/lib/store/open";
import { send } from "@/lib/testing/client";
import { enter, guess, newAddress, SIGN_IN_PATHS, statusesOf } from "@/lib/testing/guesses";
import { type WatchedHashing, watchHashing } from "@/lib/testing/passwords/watched_hashing";
import { newName, PASSWORD, signUp } from "@/lib/testing/requests";
import { startTestServer, type TestServer, withServerBeside } from "@/lib/testing/server";

const SETTINGS = {
  THROTTLE_ACCOUNT: "10/15m",
  THROTTLE_ADDRESS: "30/15m",
  TRUSTED_PROXIES: "127.0.0.1",
};
const TEN = Array<number>(10).fill(401);

let server: TestServer;
let hashing: WatchedHashing;
let username: string;

beforeAll(async () => {
  server = await startTestServer(SETTINGS);
});
afterAll(() => server.close());
beforeEach(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  username = newName();
  await signUp(server, username);
  hashing = watchHashing();
});
afterEach(() => {
  hashing.restore();
  vi.restoreAllMocks();
});

describe("an account", () => {
  it("takes ten wrong passwords; after that no password is looked at, until the time is over", async () => {
    expect(await statusesOf(server, 10, { username })).toEqual(TEN);
    const begun = hashing.asked();
    const { status, headers, body } = await enter(server, { username });
    expect([status, headers["retry-after"]]).toEqual([429, "900"]);
    expect(body).toEqual({ detail: "Request was throttled.", code: "throttled" });
    server.clock.advance(899);
    expect((await enter(server, { username })).headers["retry-after"]).toBe("1");
    expect(hashing.asked()).toBe(begun);
    server.clock.advance(1);
    expect((await enter(server, { username })).status).toBe(200);
  });

  it("takes ten at all paths together, however they are written", async () => {
    const written = SIGN_IN_PATHS.flatMap((path) => [path, `${path}/`]);
    const statuses = [];
    for (const path of [...written, "/api/token", "/user/jwt_signin"])
      statuses.push((await guess(server, { username, path })).status);
    expect(statuses).toEqual(TEN);
    for (const path of written) expect((await enter(server, { username, path })).status).toBe(429);
    const form = await send(server, "/user/session_signin", {
      body: new URLSearchParams({ username, password: PASSWORD }).toString(),
      headers: { Accept: "text/html", "Content-Type": "application/x-www-form-urlencoded" },
    });
    expect([form.status, form.headers.location]).toEqual([303, "/session/signin?error=throttled&wait=900"]);
    // None of these is a sign-in.
    for (const [method, path] of [
      ["HEAD", "/user/jwt_signin"],
      ["POST", "//user/jwt_signin"],
      ["POST", "/user/./jwt_signin"],
      ["POST", "/USER/jwt_signin"],
      ["PUT", "/api/token"],
    ] as const) {
      const { status } = await send(server, path, { method, json: { username, password: PASSWORD } });
      expect(status, `${method} ${path}`).toBeGreaterThanOrEqual(303);
      expect(status).not.toBe(429);
    }
  });

  it("is one account under every spelling of its name", async () => {
    const wide = [...username]
      .map((letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0))
      .join("");
    const spellings = [username, ` ${username} `, wide];
    const statuses = [];
    for (let tried = 0; tried < 10; tried += 1)
      statuses.push((await guess(server, { username: spellings[tried % 3] ?? "" })).status);
    expect(statuses).toEqual(TEN);
    for (const spelling of spellings) expect((await enter(server, { username: spelling })).status).toBe(429);
    // Another name, as in Django.
    expect((await guess(server, { username: username.toUpperCase() })).status).toBe(401);
  });

  it("that nobody has is answered as others are", async () => {
    const names = [username, newName(), `${newName()}${"x".repeat(5000)}`, "a name with blanks \u{1f512}"];
    const answers = await Promise.all(
      names.map(async (name) => {
        const all = [];
        for (let tried = 0; tried < 12; tried += 1) {
          const { status, headers, text, setCookies } = await guess(server, { username: name });
          const { date: _, ...others } = headers;
          all.push({ status, headers: others, text, setCookies });
        }
        return all;
      }),
    );
    for (const of of answers) expect(of).toEqual(answers[0]);
    expect(answers[0]?.map(({ status }) => status)).toEqual([...TEN, 429, 429]);
    const { longest } = (await server.sql`SELECT MAX(LENGTH(key)) AS longest FROM latchkey_throttle`)[0] as {
      longest: number;
    };
    expect(Number(longest)).toBeLessThan(100);
    const rows = JSON.stringify(await server.sql`SELECT key FROM latchkey_throttle`);
    expect(rows).not.toContain(username);
    expect(rows).not.toContain("blanks");
  });

  it("computes ten hashes at most for fifty guesses at once, at two servers", async () => {
    await withServerBeside(server, SETTINGS, async (second) => {
      for (const name of [username, newName()]) {
        const before = hashing.asked();
        const answers = await Promise.all(
          Array.from({ length: 50 }, (_, index) =>
            guess(index % 2 === 0 ? server : second, { username: name }),
          ),
        );
        expect(answers.map(({ status }) => status).sort()).toEqual([...TEN, ...Array(40).fill(429)]);
        expect(hashing.asked() - before).toBe(10);
      }
    });
  });

  it("that is closed is not counted again for a second, so that a storm of guesses writes next to nothing", async () => {
    let counted = 0;
    const between = ({ schema, statements }: Store): Store => ({
      schema,
      statements: {
        ...statements,
        writeReturning: (...args) => {
          counted += 1;
          return statements.writeReturning(...args);
        },
      },
    });
    const watched = await startTestServer(SETTINGS, { beside: server, between });
    try {
      expect(await statusesOf(watched, 11, { username })).toEqual([...TEN, 429]);
      const before = counted;
      const answers = await Promise.all(Array.from({ length: 40 }, () => enter(watched, { username })));
      expect(new Set(answers.map(({ status, headers }) => `${status} ${headers["retry-after"]}`))).toEqual(
        new Set(["429 900"]),
      );
      expect(counted - before).toBeLessThan(20);
      server.clock.advance(900);
      expect((await enter(watched, { username })).status).toBe(200);
    } finally {
      await watched.close();
    }
  });

  it("stays closed after a restart", async () => {
    expect(await statusesOf(server, 11, { username })).toEqual([...TEN, 429]);
    await withServerBeside(server, SETTINGS, async (started) => {
      expect((await enter(started, { username })).status).toBe(429);
    });
  });

  it("begins again with a right password, by every endpoint", async () => {
    for (const path of SIGN_IN_PATHS) {
      expect(await statusesOf(server, 9, { username })).toEqual(TEN.slice(1));
      expect((await enter(server, { username, path })).status).toBe(200);
    }
    expect(await statusesOf(server, 11, { username })).toEqual([...TEN, 429]);
  });

  it("is not closed by what was no guess: a body with a wrong field, a sign-in of somebody who is deactivated counts", async () => {
    for (let tried = 0; tried < 12; tried += 1)
      expect((await guess(server, { username, password: "" })).status).toBe(400);
    expect((await enter(server, { username })).status).toBe(200);
    await server.sql`UPDATE auth_user SET is_active = ${server.sql.engine === "sqlite" ? 0 : false} WHERE username = ${username}`;
    const statuses = [];
    for (let tried = 0; tried < 11; tried += 1) statuses.push((await enter(server, { username })).status);
    expect(statuses).toEqual([...TEN, 429]);
  });
});

describe("a network", () => {
  it("takes as many wrong passwords as its limit, for any names, and right ones do not start it again", async () => {
    const from = newAddress();
    for (let tried = 0; tried < 30; tried += 1) {
      expect((await guess(server, { username: newName(), from })).status).toBe(401);
      // Of an account of the guesser's own: it neither counts nor clears.
      if (tried < 29) expect((await enter(server, { username, from })).status).toBe(200);
    }
    const begun = hashing.asked();
    for (const path of SIGN_IN_PATHS) {
      const { status, headers } = await enter(server, { username, from, path });
      expect([status, headers["retry-after"]]).toEqual([429, "900"]);
    }
    expect(hashing.asked()).toBe(begun);
    expect((await enter(server, { username, from: newAddress() })).status).toBe(200);
  });

  it("that is closed closes no further account, and a closed account closes no network", async () => {
    const from = newAddress();
    expect(await statusesOf(server, 40, { username, from })).toEqual([...TEN, ...Array(30).fill(429)]);
    for (let tried = 0; tried < 20; tried += 1)
      expect((await guess(server, { username: newName(), from })).status).toBe(401);
    const other = newName();
    await signUp(server, other);
    expect(await statusesOf(server, 12, { username: other, from })).toEqual(Array(12).fill(429));
    expect((await enter(server, { username: other })).status).toBe(200);
  });

  it("is one under all addresses and spellings of an IPv6 /64, whatever other headers say, at two servers", async () => {
    await withServerBeside(server, SETTINGS, async (second) => {
      const spellings = (index: number) => [
        `2001:db8:0:7::${(index + 1).toString(16)}`,
        `2001:0DB8:0000:0007:${index}::1`,
        `[2001:db8:0:7:ffff::${index}]:443`,
      ];
      for (let tried = 0; tried < 30; tried += 1) {
        const at = tried % 2 === 0 ? server : second;
        const headers = { "X-Real-IP": newAddress(), Forwarded: `for=${newAddress()}` };
        const from = spellings(tried)[tried % 3] ?? "";
        expect((await guess(at, { username: newName(), from, headers })).status).toBe(401);
      }
      for (const at of [server, second])
        for (const from of [...spellings(99), `203.0.113.9, 2001:db8:0:7::9`])
          expect((await enter(at, { username, from })).status, from).toBe(429);
      expect((await enter(server, { username, from: "2001:db8:0:8::1" })).status).toBe(200);
    });
  });

  it("is the proxy's own where the proxy is not named: what the client claims is nothing", async () => {
    server.clock.advance(900);
    await withServerBeside(server, { ...SETTINGS, TRUSTED_PROXIES: "none" }, async (direct) => {
      for (let tried = 0; tried < 30; tried += 1)
        expect((await guess(direct, { username: newName(), from: newAddress() })).status).toBe(401);
      expect((await enter(direct, { username, from: newAddress() })).status).toBe(429);
    });
    server.clock.advance(900);
  });

  it("has no limit where no address is known; the account has its own", async () => {
    const { settings, store } = server;
    const scope = { settings, store, now: new Date(server.clock.now()) };
    const signInAs = (name: string) =>
      signIn(scope, { address: null, isPage: false }, { username: name, password: "wrong" }).catch(
        (error: Error) => error.message,
      );
    for (let tried = 0; tried < 40; tried += 1) expect(await signInAs(newName())).toBe("no_active_account");
    for (let tried = 0; tried < 10; tried += 1) expect(await signInAs(username)).toBe("no_active_account");
    expect(await signInAs(username)).toBe("throttled");
  });
});

test("a password that could not be checked is no guess", async () => {
  const full = async () => {
    throw new HashingUnavailableError("Too many password hashes are waiting to be computed.");
  };
  setHashing({ compute: full });
  for (let tried = 0; tried < 40; tried += 1)
    expect((await guess(server, { username, from: "192.0.2.250" })).status).toBe(503);
  hashing.restore();
  expect((await enter(server, { username, from: "192.0.2.250" })).status).toBe(200);
});

/** The endpoints that ask somebody who is signed in for their password: how it is given, and what a wrong one is answered. */
const AGAIN = [
  { path: "/user/confirm", give: (password: string) => ({ password }), wrong: ["password"] },
  {
    path: "/user/password_change",
    give: (password: string) => ({ old_password: password, new_password: PASSWORD }),
    wrong: ["old_password"],
  },
];

describe.each(AGAIN)(
  "who is signed in, and gives their password again at $path,",
  ({ path, give, wrong }) => {
    it("guesses no more often than who signs in", async () => {
      const { setCookies } = await enter(server, { username, path: "/user/session_signin" });
      const [session, device] = setCookies.map((line) => line.split(";")[0] ?? "");
      const again = (password: string, cookies: string | undefined) =>
        send(server, path, {
          json: give(password),
          headers: { Cookie: cookies ?? "", "X-Forwarded-For": newAddress() },
        });
      expect(await statusesOf(server, 5, { username })).toEqual(TEN.slice(5));
      for (let tried = 0; tried < 5; tried += 1) {
        const { status, body } = await again("wrong", session);
        expect([status, Object.keys(body ?? {})]).toEqual([400, wrong]);
      }
      const begun = hashing.asked();
      const refused = await again(PASSWORD, session);
      expect([refused.status, refused.body?.code, refused.headers["retry-after"]]).toEqual([
        429,
        "throttled",
        "900",
      ]);
      expect(hashing.asked()).toBe(begun);
      expect((await enter(server, { username })).status).toBe(429);
      // With the browser that the account knows, the count is another one.
      const known = `${session}; ${device}`;
      for (let tried = 0; tried < 9; tried += 1) expect((await again("wrong", known)).status).toBe(400);
      expect((await again(PASSWORD, known)).status).toBe(204);
    });

    it("starts the count again by the right one", async () => {
      const { setCookies } = await enter(server, { username, path: "/user/session_signin" });
      expect(await statusesOf(server, 9, { username })).toEqual(TEN.slice(1));
      const headers = { Cookie: setCookies[0]?.split(";")[0] ?? "" };
      expect((await send(server, path, { json: give(PASSWORD), headers })).status).toBe(204);
      expect(await statusesOf(server, 11, { username })).toEqual([...TEN, 429]);
    });
  },
);
