import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LabView } from "@/lib/contract/lab";
import { type LabVisitor, startLab, startLabServer } from "@/lib/testing/lab";
import { type TestServer, withServer } from "@/lib/testing/server";

let server: TestServer;
let visitor: LabVisitor;
let begun: LabView;
beforeAll(async () => {
  server = await startLabServer();
  ({ visitor, view: begun } = await startLab(server));
});
afterAll(() => server.close());

function rawOf(kind: string): string {
  return begun.keys.find((key) => key.kind === kind)?.raw ?? "";
}

/** What the page shows now. */
async function shown(): Promise<LabView> {
  const response = await fetch(`${server.url}/lab/state`, { headers: { Cookie: visitor.cookie } });
  return response.json();
}

test("the curl line of a request does the same from a terminal, and the page shows it", async () => {
  const knock = await visitor.act("knock", { holder: "you", kind: "access", door: "ours" });
  const bent = await visitor.act("bend", { bend: "alg_none" });
  const lines = [knock, bent].flatMap(({ requests, latest }) =>
    requests.filter(({ id }) => latest.includes(id)).map(({ curl }) => curl),
  );
  for (const [line, status] of [
    [lines[0], "200"],
    [lines[1], "401"],
    [lines[2], "401"],
  ]) {
    const here = line?.replace(server.settings.origin, server.url) ?? "";
    const { stdout } = await promisify(execFile)("sh", ["-c", `${here} -s`]);
    expect(stdout).toContain(`HTTP/1.1 ${status}`);
  }
  const view = await shown();
  const [last] = view.requests.slice(-1);
  expect([view.latestAct, last?.act, last?.holder, last?.door, last?.status]).toEqual([
    null,
    "curl",
    "terminal",
    "neighbour",
    401,
  ]);
});

test("a terminal signs in and refreshes at the door, and gets no cookie of the product's names", async () => {
  const { username, password } = begun.guest;
  const door = `${server.url}/lab/door/${begun.id}`;
  const post = (path: string, body: object) =>
    fetch(door + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  const session = await post("/user/session_signin", { username, password });
  expect(session.headers.getSetCookie().map((line) => line.split("=")[0])).toEqual(["lab_sessionid"]);
  const { refresh } = await (await post("/user/jwt_signin", { username, password })).json();
  expect((await post("/user/jwt_refresh", { refresh })).status).toBe(200);
});

test("a request that is too long to be kept is refused, and not noted", async () => {
  const door = `${server.url}/lab/door/${begun.id}/user/jwt_verify`;
  const before = (await shown()).requests.length;
  const verify = async (length: number) => {
    const headers = { "Content-Type": "text/plain", "User-Agent": "x", Accept: "*/*" };
    const kept = Object.values(headers).join("\n").length + 1;
    return (await fetch(door, { method: "POST", headers, body: "x".repeat(length - kept) })).status;
  };
  expect([await verify(4_000), await verify(4_001)]).toEqual([415, 413]);
  expect((await shown()).requests).toHaveLength(before + 1);
});

test("the page is told of what a terminal has done, and of nothing else than news", async () => {
  const { version } = await shown();
  const news = () =>
    fetch(`${server.url}/lab/state?version=${version}`, { headers: { Cookie: visitor.cookie } });
  expect((await news()).status).toBe(204);
  await fetch(`${server.url}/lab/door/${begun.id}/user/me`);
  expect((await (await news()).json()).version).toBe(version + 1);
});

test("a door has what is about signing in alone, and none leads to the product", async () => {
  const status = async (path: string, headers = {}) =>
    (await fetch(server.url + path, { headers, redirect: "manual" })).status;
  for (const path of ["/healthz", "/openapi.json", "/lab/state", "/user/nothing", "/look/x.css", "//user/me"])
    expect(await status(`/lab/door/${begun.id}${path}`), path).toBe(404);
  expect(await status(`/lab/neighbour/${begun.id}/.well-known/jwks.json`)).toBe(404);
  expect(await status(`/lab/door/0-${"0".repeat(32)}/user/me`)).toBe(404);
  expect(await status("/lab/door/user/me")).toBe(404);
  const bearer = { Authorization: `Bearer ${rawOf("access")}` };
  expect(await status(`/lab/door/${begun.id}/user/me`, bearer)).toBe(200);
  expect(await status(`/lab/neighbour/${begun.id}/user/me`, bearer)).toBe(200);
});

test("a line that a terminal would take for keys that were pressed is not kept", async () => {
  for (const body of ['{"a":1}\u0003\ntouch x', "\u001b[201~x", '{"a":"\u202e"}'])
    expect(
      (await fetch(`${server.url}/lab/door/${begun.id}/user/jwt_verify`, { method: "POST", body })).status,
    ).toBe(400);
  expect(JSON.stringify((await shown()).requests)).not.toMatch(/touch x|201~|\\u202e/);
});

test("a browser that opens a door, or asks for an act, is led to the page", async () => {
  for (const path of [`/lab/door/${begun.id}/user/me`, "/lab/knock", "/lab/state"]) {
    const answer = await fetch(server.url + path, { headers: { Accept: "text/html" }, redirect: "manual" });
    expect([answer.status, answer.headers.get("location")], path).toEqual([303, "/lab"]);
  }
});

test("another site's page does nothing in a lab", async () => {
  const answer = await fetch(`${server.url}/lab/signout`, {
    method: "POST",
    headers: { Cookie: visitor.cookie, "Sec-Fetch-Site": "cross-site", Origin: "https://evil.test" },
  });
  expect([answer.status, (await answer.json()).code]).toEqual([403, "cross_site"]);
});

test("a form post leads back to its step, also where it was refused", async () => {
  const post = (body: string) =>
    fetch(`${server.url}/lab/knock?next=${encodeURIComponent("/lab?step=knock")}`, {
      method: "POST",
      headers: {
        Cookie: visitor.cookie,
        Accept: "text/html",
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
        "Sec-Fetch-Mode": "navigate",
      },
      body,
      redirect: "manual",
    });
  const done = await post("holder=you&kind=session&door=ours");
  expect([done.status, done.headers.get("location")]).toEqual([303, "/lab?step=knock"]);
  const refused = await post("holder=nobody&kind=session&door=ours");
  expect(refused.headers.get("location")).toBe("/lab?wrong=holder.invalid_value&next=%2Flab%3Fstep%3Dknock");
});

test("without LAB there is nothing below /lab in production", async () => {
  await withServer({ DEBUG: "false" }, async ({ url }) => {
    expect((await fetch(`${url}/lab/start`, { method: "POST" })).status).toBe(404);
    expect((await fetch(`${url}/lab/door/${begun.id}/user/me`)).status).toBe(404);
  });
});
