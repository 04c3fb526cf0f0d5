import { once } from "node:events";
import { type ClientRequest, get, type IncomingMessage, type ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readSettings } from "@/lib/settings/read";
import { TEST_SETTINGS } from "@/lib/testing/settings";
import { createHttpServer, type HttpServer, listen } from "./listen";
import { refuser } from "./refuse";
import { renderInLine } from "./render_line";

const AT_ONCE = 2;
const MAX_WAITING = 64;

const settings = readSettings({ ...TEST_SETTINGS, DATABASE_URL: "file:unused" });
let http: HttpServer;
let url: string;
/** Pages that are being rendered. */
let rendering: ServerResponse[];
let begun: number;
let requests: ClientRequest[];

beforeEach(async () => {
  [rendering, requests, begun] = [[], [], 0];
  const pages = renderInLine(
    {
      has: () => true,
      listener(_, outgoing) {
        begun += 1;
        rendering.push(outgoing);
      },
    },
    refuser(settings),
  );
  http = createHttpServer(pages.listener, settings, 1);
  url = `http://127.0.0.1:${await listen(http.server, "127.0.0.1", 0)}`;
});
afterEach(async () => {
  for (const request of requests) request.destroy();
  await http.stop();
});

/** The status, once there is one; undefined where the request was given up. */
function ask(path = "/", headers: Record<string, string> = {}): Promise<number | undefined> {
  const request = get(url + path, { agent: false, headers });
  requests.push(request);
  const answered = once(request, "response") as Promise<[IncomingMessage]>;
  return answered.then(
    ([incoming]) => incoming.resume().statusCode,
    () => undefined,
  );
}

/** How many are open. */
function connections(): Promise<number> {
  return new Promise((resolve) => http.server.getConnections((_, count) => resolve(count)));
}

/** Sends requests, of which two are rendered and the others wait. */
async function fill(count: number): Promise<(number | undefined)[]> {
  const statuses: (number | undefined)[] = [];
  for (let index = 0; index < count; index += 1)
    void ask(`/${index}`).then((status) => statuses.push(status));
  await expect.poll(() => begun).toBe(AT_ONCE);
  return statuses;
}

describe("of requests for pages", () => {
  test("two are rendered at a time, and all in the end", async () => {
    const statuses = await fill(10);
    for (let done = 0; done < 10; done += 1) {
      await expect.poll(() => rendering.length).toBe(Math.min(AT_ONCE, 10 - done));
      rendering.shift()?.end("page");
    }
    await expect.poll(() => statuses).toEqual(Array(10).fill(200));
  });

  test("those past the end of the line are refused at once, and told to come again", async () => {
    const statuses = await fill(AT_ONCE + MAX_WAITING + 3);
    await expect.poll(() => statuses).toEqual([503, 503, 503]);
    expect(begun).toBe(AT_ONCE);
  });

  test("those whose client hung up are not rendered, and leave their place", async () => {
    await fill(AT_ONCE + MAX_WAITING);
    const rendered = rendering.map(({ req }) => req.url);
    for (const request of requests) if (!rendered.includes(request.path)) request.destroy();
    await expect.poll(connections).toBe(AT_ONCE);
    for (const outgoing of rendering) outgoing.end("page");
    const status = ask();
    await expect.poll(() => begun).toBe(AT_ONCE + 1);
    rendering.at(-1)?.end("page");
    expect(await status).toBe(200);
  });

  test("one whose body never comes does not keep its place", async () => {
    for (let index = 0; index < AT_ONCE; index += 1) void ask("/", { "Content-Length": "5" });
    await expect.poll(() => begun).toBe(AT_ONCE);
    for (const outgoing of rendering) outgoing.end("page");
    void ask();
    await expect.poll(() => begun).toBe(AT_ONCE + 1);
  });
});

test("files of the build wait for nothing", async () => {
  await fill(AT_ONCE + MAX_WAITING);
  const status = ask("/latchkey/_next/static/chunks/x.js");
  await expect.poll(() => begun).toBe(AT_ONCE + 1);
  rendering.at(-1)?.end("file");
  expect(await status).toBe(200);
});
