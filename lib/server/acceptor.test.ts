import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Acceptor } from "./acceptor";
import type { Report } from "./worker";

let acceptor: Acceptor;
let workers: ChildProcess[];

beforeEach(async () => {
  workers = [];
  acceptor = await Acceptor.listen("127.0.0.1", 0);
});
afterEach(async () => {
  await acceptor.close();
  for (const worker of workers) worker.kill("SIGKILL");
});

/** @param name which its connections are answered with */
async function start(name: string): Promise<ChildProcess> {
  const worker = fork(path.resolve("lib/testing/connection_taker.js"), [name], {
    serialization: "advanced",
    execArgv: [],
  });
  workers.push(worker);
  worker.on("message", ({ taken }: Report) => taken && acceptor.taken(worker));
  worker.once("exit", () => acceptor.remove(worker));
  await once(worker, "message");
  return worker;
}

/** What a new connection is answered with. Rejects where it is refused or reset. */
async function ask(): Promise<string> {
  const socket = connect(acceptor.port, "127.0.0.1");
  await once(socket, "connect");
  return text(socket);
}

test("connections go to the workers in turn", async () => {
  acceptor.add(await start("a"));
  acceptor.add(await start("b"));
  const answers = [];
  for (let time = 0; time < 4; time += 1) answers.push(await ask());
  expect(answers).toEqual(["a", "b", "a", "b"]);
});

test("a connection waits while there is no worker", async () => {
  const answer = ask();
  const worker = await start("late");
  acceptor.add(worker);
  expect(await answer).toBe("late");
});

test("what a worker was given and had not taken when it was killed goes to another one", async () => {
  const stuck = await start("stuck");
  stuck.kill("SIGSTOP");
  acceptor.add(stuck);
  const answers = [ask(), ask(), ask()];
  await expect.poll(() => acceptor.given(stuck)).toBe(1);
  acceptor.add(await start("other"));
  stuck.kill("SIGKILL");
  expect(await Promise.all(answers)).toEqual(["other", "other", "other"]);
});

test("one that does not take its connection gets no more, and those after it go to the others", async () => {
  const stuck = await start("stuck");
  stuck.kill("SIGSTOP");
  acceptor.add(stuck);
  const first = ask();
  await expect.poll(() => acceptor.given(stuck)).toBe(1);
  acceptor.add(await start("other"));
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(["other", "other", "other"]);
  stuck.kill("SIGCONT");
  expect(await first).toBe("stuck");
});

test("when it closes, what waits is given to the workers, and what comes later is refused", async () => {
  const busy = await start("busy");
  busy.kill("SIGSTOP");
  acceptor.add(busy);
  const answers = [ask(), ask(), ask()];
  await expect.poll(() => acceptor.waiting).toBe(2);
  await acceptor.close();
  busy.kill("SIGCONT");
  expect(await Promise.all(answers)).toEqual(["busy", "busy", "busy"]);
  await expect(ask()).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("when it closes and no worker is left, what waits is closed", async () => {
  const answer = ask();
  await expect.poll(() => acceptor.waiting).toBe(1);
  await acceptor.close();
  expect(await answer).toBe("");
});
