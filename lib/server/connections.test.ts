import { once } from "node:events";
import type { RequestListener, ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readSettings } from "@/lib/settings/read";
import { TEST_SETTINGS } from "@/lib/testing/settings";
import { createHttpServer, type HttpServer, listen } from "./listen";
import { CONNECTIONS_MS, REQUESTS_MS } from "./stop_limits";

/** Requests that have arrived and not been answered yet. */
let arrived: ServerResponse[];
let http: HttpServer;
let port: number;

beforeEach(() => {
  arrived = [];
});
afterEach(() => {
  vi.useRealTimers();
});

const hold: RequestListener = (_, response) => void arrived.push(response);
const answer: RequestListener = (_, response) => void response.end("answered");

async function serve(listener: RequestListener, idleMs?: number): Promise<void> {
  http = createHttpServer(listener, readSettings(TEST_SETTINGS), idleMs);
  port = await listen(http.server, "127.0.0.1", 0);
}

async function open(): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  const accepted = once(http.server, "connection");
  await Promise.all([once(socket, "connect"), accepted]);
  return socket;
}

const ask = (socket: Socket) => socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

test("a stop waits for requests under way, answers them, and closes their connections", async () => {
  await serve(hold);
  const socket = await open();
  ask(socket);
  await expect.poll(() => arrived).toHaveLength(1);
  const stopped = http.stop();
  arrived[0]?.end("late");
  expect(await text(socket)).toMatch(/^HTTP\/1.1 200 OK\r\n.*Connection: close\r\n.*late/s);
  await stopped;
});

test("a stop does not wait for connections without a request: neither fresh ones, nor those kept alive", async () => {
  await serve(answer);
  const fresh = await open();
  const kept = await open();
  ask(kept);
  await once(kept, "data");
  const closed = Promise.all([text(fresh), text(kept)]);
  await http.stop();
  expect(await closed).toEqual(["", ""]);
});

test("a request that was sent before its client could know of the stop is answered", async () => {
  await serve(answer);
  const kept = await open();
  ask(kept);
  await once(kept, "data");
  const fresh = await open();
  ask(kept);
  ask(fresh);
  // Neither has been read yet.
  const stopped = http.stop();
  for (const answers of await Promise.all([text(kept), text(fresh)]))
    expect(answers).toMatch(/^HTTP\/1.1 200 OK\r\n.*Connection: close\r\n.*answered/s);
  await stopped;
});

test("what is not answered in time is refused with 503, and what is half sent is cut", async () => {
  await serve(hold);
  const [waiting, half] = [await open(), await open()];
  ask(waiting);
  half.write("GET / HTTP/1.1\r\nHo");
  await expect.poll(() => arrived).toHaveLength(1);
  const refused = text(waiting);
  const cut = text(half);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  const stopped = http.stop();
  await vi.advanceTimersByTimeAsync(REQUESTS_MS - 1);
  expect(arrived[0]?.headersSent).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  const [head = "", body = ""] = (await refused).split("\r\n\r\n");
  expect(head).toMatch(/^HTTP\/1.1 503 /);
  expect(head).toMatch(/^retry-after: 5$/im);
  expect(head).toMatch(/^connection: close$/im);
  expect(JSON.parse(body)).toMatchObject({ code: "unavailable" });
  // Its own answer comes too late, and disturbs nothing.
  expect(() => arrived[0]?.writeHead(200).end("late")).not.toThrow();
  await vi.advanceTimersByTimeAsync(CONNECTIONS_MS - REQUESTS_MS);
  expect(await cut).toBe("");
  await stopped;
});
