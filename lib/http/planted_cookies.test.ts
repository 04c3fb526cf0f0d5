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
