import { existsSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { qualityDocument } from "./document.js";
import { withQuality } from "./record.js";

const RUN = {
  started: "2026-01-02T03:04:05.000Z",
  seconds: 600,
  commit: "abc1234",
  machine: "Node.js 20.19.0, linux, 2 cores, 8 GB",
  passed: 12,
  failed: 1,
  skipped: 2,
  files: { "lib/http/attacks.test.ts": 7, "lib/http/replay.test.ts": 3, "lib/ui/time.test.ts": 2 },
  software: { "axe-core": "4.0.0" },
};

test("numbers of the document are those that the run has noted", () => {
  const text = qualityDocument({
    test: {
      ...RUN,
      notes: [
        { kind: "axe", state: "start page", look: "en light", violations: 0 },
        { kind: "axe", state: "start page", look: "en dark", violations: 2 },
        { kind: "axe", state: "account", look: "en light", violations: 1 },
        { kind: "generated", file: "lib/contract/fields.test.ts", count: 1_000 },
        { kind: "generated", file: "lib/contract/fields.test.ts", count: 500 },
      ],
    },
  });
  expect(text).toContain("| `npm test` | 2026-01-02 03:04 UTC | abc1234 | 10 min | 12 | 1 | 2 |");
  expect(text).toContain("| `npm run test:compat` | not yet |");
  expect(text).toContain("2 states of the pages, 3 times in all: 3 violations.");
  expect(text).toContain("| start page | en dark, en light | 2 |");
  expect(text).toContain("1,500 cases were made at random");
  expect(text).toContain("| Forged, stolen, replayed and planted credentials | 10 |");
});

test("a scenario that a browser has not passed is not said to have passed", () => {
  const notes = [
    { kind: "scenario", browser: "Firefox 1", name: "sign-up" },
    { kind: "scenario", browser: "WebKitGTK 2", name: "sign-up" },
    { kind: "scenario", browser: "WebKitGTK 2", name: "sign-out" },
  ] as const;
  const text = qualityDocument({ compat: { ...RUN, notes: [...notes] } });
  expect(text).toContain("| scenario | Firefox 1 | WebKitGTK 2 |");
  expect(text).toContain("| sign-up | passed | passed |");
  expect(text).toContain("| sign-out | – | passed |");
});

test("a run that was not asked for it writes no document", async () => {
  const file = "docs/quality.md";
  const written = () => (existsSync(file) ? statSync(file).mtimeMs : null);
  const before = written();
  const outcome = { passed: 1, failures: [], skipped: 0, files: {} };
  expect(
    await withQuality(
      false,
      "test",
      async () => [outcome],
      () => ({}),
    ),
  ).toEqual([outcome]);
  expect(written()).toBe(before);
});
