import { expect, test } from "vitest";
import { LAB_BEGAN, labView, refreshKey } from "@/lib/testing/ui/lab_view";
import { goneBy } from "./held";

test("a kind of keys has run out where its last one has, whether or not it is still held", () => {
  const end = LAB_BEGAN + 60_000;
  const dropped = refreshKey(1, { expiresAt: end, droppedAt: LAB_BEGAN + 1_000 });
  const thiefs = refreshKey(2, { holder: "thief", expiresAt: LAB_BEGAN });
  const view = labView({ keys: [dropped, thiefs] });
  expect(goneBy(view, "refresh", end - 1)).toBe("ended");
  expect(goneBy(view, "refresh", end)).toBe("ranOut");
  expect(goneBy(view, "session", end)).toBe("ended");
});
