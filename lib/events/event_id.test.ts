import { expect, test } from "vitest";
import { newEventId } from "./event_id";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("ids are UUIDs of version 7 with their time", () => {
  const id = newEventId(new Date("2022-02-22T19:22:22.000Z"));
  expect(id).toMatch(UUID_V7);
  // The example of RFC 9562, appendix A.6, is of this time.
  expect(id.slice(0, 14)).toBe("017f22e2-79b0-");
});

test("ids of one time are in the order in which they are made, and before those of later times", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  const ids = [0, 0, 0, 1, 1, 2].map((later) => newEventId(new Date(now + later)));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(6);
});
