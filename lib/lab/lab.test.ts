import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LabRequest, LabView } from "@/lib/contract/lab";
import { type LabServer, LabVisitor, startLab, startLabServer } from "@/lib/testing/lab";

let server: LabServer;
beforeAll(async () => {
  server = await startLabServer();
});
afterAll(() => server.close());

/** What came of the requests of the last act, as pairs of status and refusal. */
function outcomes(view: LabView): [number, string | null][] {
  return latest(view).map(({ status, refusal }) => [status, refusal]);
}

function latest(view: LabView): LabRequest[] {
  return view.requests.filter(({ id }) => view.latest.includes(id));
}

/** What is held now, as `holder kind`. */
function held(view: LabView): string[] {
  return view.keys
    .filter(({ droppedAt }) => droppedAt === null)
    .map(({ holder, kind }) => `${holder} ${kind}`);
}

describe("a lab that has just begun", () => {
  test("holds a session and a pair of tokens of its guest, each with its row", async () => {
    const { view } = await startLab(server);
    expect(held(view)).toEqual(["you session", "you refresh", "you access"]);
    expect(view.rows.map(({ table, state }) => [table, state])).toEqual([
      ["latchkey_session", "live"],
      ["latchkey_family", "live"],
      ["latchkey_token", "live"],
    ]);
    expect(view.keys.map(({ row }) => row)).toEqual(
      ["latchkey_session", "latchkey_token", "latchkey_family"].map(
        (name) => view.rows.find(({ table }) => table === name)?.id,
      ),
    );
  });
});
