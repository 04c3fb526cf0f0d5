import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PROCESS_MS } from "@/lib/server/stop_limits";
import { settingNames } from "@/lib/settings/definitions";

/** The unit's lines that are in use, by their words; what it offers in comments comes with them. */
const UNIT = readFileSync("docs/latchkey.service", "utf8").replace(/^#(?=[A-Z]\w+=)/gm, "");
const valuesOf = (word: string) =>
  [...UNIT.matchAll(new RegExp(`^${word}=(.*)$`, "gm"))].map(([, value = ""]) => value);

test("the unit's settings are some, and their files are the credentials that it loads", () => {
  const credentials = valuesOf("LoadCredential").map((value) => value.split(":")[0]);
  const settings = valuesOf("Environment").map((value) => value.split("="));
  expect(settings.filter(([name = ""]) => !settingNames().includes(name))).toEqual([]);
  expect(settings.map(([, file]) => file)).toEqual(credentials.map((name) => `%d/${name}`));
});

test("a stop has more time than it takes, and SIGTERM reaches the first process alone", () => {
  const [seconds = 0] = valuesOf("TimeoutStopSec").map(Number.parseFloat);
  expect(seconds * 1000).toBeGreaterThan(PROCESS_MS);
  expect(valuesOf("KillMode")).toEqual(["mixed"]);
});
