import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { openBrowser } from "@/lib/testing/browser";
import { type Answer, send } from "@/lib/testing/client";
import { parseSetCookie } from "@/lib/testing/cookies";
import { newName, PASSWORD } from "@/lib/testing/requests";
import { startTestServer, type TestServer } from "@/lib/testing/server";

/*
 * A sibling domain can set any cookie for the common domain, but none whose name begins with `__Host-` in the browser's eyes.
 * It plants its own sign-in on somebody who has none.
 */

let server: TestServer;
/** The attacker's own cookies. */
let cookies: ReadonlyMap<string, string>;
beforeAll(async () => {
  server = await startTestServer({ DEBUG: "false", AUTH_COOKIE: "access_token" });
  const attacker = openBrowser(server);
  const username = newName();
  await attacker.post("/user/jwt_signup", { username, password: PASSWORD });
  await attacker.post("/user/session_signin", { username, password: PASSWORD });
  cookies = attacker.cookies;
});
afterAll(() => server.close());

const SESSION = "__Host-sessionid";
const ACCESS = "__Host-access_token";
const REFRESH = "__Host-access_token_refresh";

/** What the endpoints that read cookies say to a browser with this Cookie header. */
async function asked(cookie: string): Promise<readonly Answer[]> {
  const headers = { Cookie: cookie };
  return [
    await send(server, "/user/me", { headers }),
    await send(server, "/user/jwt_verify", { method: "POST", headers }),
    await send(server, "/user/jwt_refresh", { method: "POST", headers }),
  ];
}

it("all of ours are __Host- in production, on the path /", async () => {
  const signUp = (path: string) => send(server, path, { json: { username: newName(), password: PASSWORD } });
  const lines = [await signUp("/user/jwt_signup"), await signUp("/user/session_signup")].flatMap(
    ({ setCookies }) => setCookies.map(parseSetCookie),
  );
  expect(lines.map(({ name }) => name)).toEqual([ACCESS, REFRESH, SESSION]);
  for (const { attributes } of lines) {
    expect(attributes.get("path")).toBe("/");
    expect([attributes.has("secure"), attributes.has("domain")]).toEqual([true, false]);
  }
});

const cookiesBackOf = ({ setCookies }: Answer) =>
  setCookies.map(parseSetCookie).flatMap(({ name, value }) => (value === "" ? [] : [[name, value] as const]));

describe("signs nobody in", () => {
  const unprefixed = (name: string) => name.replace("__Host-", "");
  const names: Readonly<Record<string, (name: string) => string>> = {
    "without the prefix": unprefixed,
    "with the weaker prefix": (name) => `__Secure-${unprefixed(name)}`,
    "with the prefix in other letters": (name) => name.replace("__Host-", "__hOST-"),
    // Browsers strip blanks and tabs before they look for a prefix, and nothing else.
    "behind a no-break space": (name) => `\u00a0${name}`,
    "behind a space of Unicode": (name) => `${Buffer.from("\u2000").toString("latin1")}${name}`,
    "in another encoding": (name) => name.replace("_", "%5F"),
  };
  test.each(Object.entries(names))("%s", async (_, nameOf) => {
    const header = [...cookies].map(([name, value]) => `${nameOf(name)}=${value}`).join("; ");
    const [me, ...others] = await asked(header);
    expect([me?.status, me?.body?.code]).toEqual([401, "not_authenticated"]);
    for (const { status, setCookies } of others) {
      expect(status).toBe(401);
      expect(setCookies.filter((line) => parseSetCookie(line).value !== "")).toEqual([]);
    }
  });

  test("inside of another cookie's value", async () => {
    const header = [...cookies].map(([name, value]) => `a="x, ${name}=${value}"`).join("; ");
    expect((await asked(header))[0]?.status).toBe(401);
  });
});

describe("with a domain, where siblings can plant one", () => {
  const DOMAIN = {
    DEBUG: "false",
    APP_ORIGIN: "https://auth.example.com",
    AUTH_COOKIE: "access_token",
    SESSION_COOKIE_DOMAIN: "example.com",
    AUTH_COOKIE_DOMAIN: "example.com",
  };
  let shared: TestServer;
  beforeAll(async () => {
    shared = await startTestServer(DOMAIN, { beside: server });
  });
  afterAll(() => shared.close());

  /** The Cookie header that a browser would send for all of these, of which some have the same name. */
  const header = (...pairs: (readonly [string, string])[]) =>
    pairs.map(([name, value]) => `${name}=${value}`).join("; ");

  async function signedUp(on: TestServer) {
    const browser = openBrowser(on);
    const username = newName();
    await browser.post("/user/session_signup", { username, password: PASSWORD });
    return { username, cookies: browser.cookies, pair: [...browser.cookies][0] ?? ["", ""] } as const;
  }

  const nameAt = async (on: TestServer, cookie: string) =>
    (await send(on, "/user/me", { headers: { Cookie: cookie } })).body?.username;

  /** What an answer clears, as name and domain. */
  const cleared = ({ setCookies }: Answer) =>
    setCookies
      .map(parseSetCookie)
      .filter(({ value }) => value === "")
      .map(({ name, attributes }) => [name, attributes.get("domain")]);

  test("the names say so, and our other cookies keep to our host", async () => {
    const { cookies: own } = await signedUp(shared);
    expect([...own.keys()]).toEqual(["__Secure-sessionid"]);
  });

  test("a planted one beside one's own signs out, and in as nobody else", async () => {
    const [mine, theirs] = [await signedUp(shared), await signedUp(shared)];
    for (const pairs of [[mine.pair, theirs.pair] as const, [theirs.pair, mine.pair] as const])
      expect(await nameAt(shared, header(...pairs))).toBeUndefined();
    expect(await nameAt(shared, header(mine.pair, mine.pair))).toBe(mine.username);
  });

  test("a planted one keeps nobody from signing out, nor a former session alive", async () => {
    for (const path of ["/user/session_signout", "/user/signout"]) {
      const [mine, theirs] = [await signedUp(shared), await signedUp(shared)];
      const Cookie = header(theirs.pair, mine.pair);
      const answer = await send(shared, path, { method: "POST", headers: { Cookie } });
      expect([answer.status, cleared(answer)], path).toEqual([
        204,
        expect.arrayContaining([["__Secure-sessionid", "example.com"]]),
      ]);
      expect(await nameAt(shared, header(mine.pair))).toBeUndefined();
      const again = await send(shared, path, { method: "POST", headers: { Cookie } });
      expect(cleared(again), path).toContainEqual(["__Secure-sessionid", "example.com"]);
    }
    const [mine, theirs] = [await signedUp(shared), await signedUp(shared)];
    await send(shared, "/user/session_signin", {
      json: { username: mine.username, password: PASSWORD },
      headers: { Cookie: header(mine.pair, theirs.pair) },
    });
    for (const pair of [mine.pair, theirs.pair]) expect(await nameAt(shared, header(pair))).toBeUndefined();
  });

  test("alone it signs in as whoever planted it: what a domain gives up", async () => {
    const theirs = await signedUp(shared);
    expect(await nameAt(shared, header(theirs.pair))).toBe(theirs.username);
  });

  test("one with the stronger prefix or none is not ours", async () => {
    const { pair } = await signedUp(shared);
    for (const name of ["__Host-sessionid", "sessionid"])
      expect(await nameAt(shared, header([name, pair[1]]))).toBeUndefined();
  });

  describe("a cookie from before the setting was changed", () => {
    const signIn = async (on: TestServer, username: string, cookie: string) =>
      send(on, "/user/session_signin", {
        json: { username, password: PASSWORD },
        headers: { Cookie: cookie },
      });

    test("of our host alone is cleared by a sign-in and by a sign-out, and counts no more", async () => {
      const { username, pair } = await signedUp(server);
      expect(pair[0]).toBe(SESSION);
      expect(await nameAt(shared, header(pair))).toBeUndefined();
      const answer = await signIn(shared, username, header(pair));
      expect(cleared(answer)).toEqual([[SESSION, undefined]]);
      const fresh = cookiesBackOf(answer);
      const out = await send(shared, "/user/session_signout", {
        method: "POST",
        headers: { Cookie: header(pair, ...fresh) },
      });
      expect([out.status, cleared(out)]).toEqual([
        204,
        [
          [SESSION, undefined],
          ["__Secure-sessionid", "auth.example.com"],
          ["__Secure-sessionid", "example.com"],
        ],
      ]);
    });

    test("of a domain is cleared with it, where it opens with our keys; a sibling's stays", async () => {
      const back = await startTestServer(
        { DEBUG: "false", APP_ORIGIN: "https://auth.example.com" },
        { beside: server },
      );
      const { username, pair } = await signedUp(shared);
      const answer = await signIn(back, username, header(pair));
      expect(cleared(answer)).toEqual([
        ["__Secure-sessionid", "auth.example.com"],
        ["__Secure-sessionid", "example.com"],
      ]);
      const siblings = await signIn(back, username, header([pair[0], `x${pair[1]}`]));
      expect(cleared(siblings)).toEqual([]);
      await back.close();
    });

    test("of the same name hides the new one no more after the next sign-in", async () => {
      const plain = { ...DOMAIN, DEBUG: "true", APP_ORIGIN: "http://auth.example.com" };
      const open = await startTestServer(plain, { beside: server });
      const { username, pair } = await signedUp(open);
      const [name, value] = pair;
      expect(name).toBe("sessionid");
      // The browser holds one of our host, and one of the domain.
      expect(await nameAt(open, header(pair, [name, `x${value}`]))).toBeUndefined();
      const answer = await signIn(open, username, header(pair, [name, `x${value}`]));
      expect(answer.setCookies.map(parseSetCookie).map(({ attributes }) => attributes.get("domain"))).toEqual(
        [undefined, "auth.example.com", "example.com"],
      );
      expect(cleared(answer)).toEqual([
        ["sessionid", undefined],
        ["sessionid", "auth.example.com"],
      ]);
      await open.close();
    });
  });

  test("the access cookie is cleared likewise", async () => {
    const browser = openBrowser(shared);
    await browser.post("/user/jwt_signup", { username: newName(), password: PASSWORD });
    expect([...browser.cookies.keys()]).toEqual(["__Secure-access_token", REFRESH]);
    browser.cookies.set(ACCESS, "from before");
    expect(cleared(await browser.post("/user/jwt_refresh"))).toEqual([[ACCESS, undefined]]);
    expect([...browser.cookies.keys()]).toEqual(["__Secure-access_token", REFRESH]);
    expect(cleared(await browser.post("/user/jwt_signout"))).toEqual([
      ["__Secure-access_token", "example.com"],
      [REFRESH, undefined],
    ]);
  });
});

test("a planted cookie beside one's own changes nothing", async () => {
  const mine = openBrowser(server);
  const username = newName();
  await mine.post("/user/session_signup", { username, password: PASSWORD });
  for (const [name, value] of cookies) {
    mine.cookies.set(`\u00a0${name}`, value);
    mine.cookies.set(name.replace("__Host-", "__Secure-"), value);
  }
  expect((await mine.get("/user/me")).body?.username).toBe(username);
});
