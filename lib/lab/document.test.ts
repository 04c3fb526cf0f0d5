import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LAB_SETTINGS, LAB_STEPS, LAB_WAITS } from "@/lib/contract/lab";
import { labTexts } from "@/lib/ui/messages/lab";
import { labSawTexts } from "@/lib/ui/messages/lab_saw";
import { LAB_AGE, MAX_LABS } from "./places";
import { MAX_REQUESTS } from "./send";

/** As it is read: in one line. */
function documentOf(name: string): string {
  return readFileSync(name, "utf8").replace(/\s+/g, " ");
}

test("docs/lab.md has the steps, the questions and the settings of the page", () => {
  const document = documentOf("docs/lab.md");
  const steps = LAB_STEPS.map((step) => labTexts.en.steps[step]);
  const rows = [...readFileSync("docs/lab.md", "utf8").matchAll(/^\| ([A-Z][^|]+) \|/gm)].map(
    ([, name]) => name,
  );
  expect(rows.filter((name) => steps.includes(name ?? ""))).toEqual(steps);
  for (const { question } of labSawTexts.en.asked) expect(document).toContain(question);
  for (const name of Object.keys(LAB_SETTINGS)) expect(document).toContain(`\`${name}\``);
  expect(LAB_WAITS.map((seconds) => seconds / 60)).toEqual([1, 3, 1440, 20_160]);
  expect(document).toContain("by 1 minute, 3 minutes, a day, 14 days");
});

test("what a lab may be is told as it is", () => {
  expect(LAB_AGE).toBe(3_600_000);
  expect(documentOf("docs/lab.md")).toContain(`${MAX_LABS} labs at once on one machine, each for an hour`);
  expect(documentOf("docs/lab.md")).toContain(`a lab sends ${MAX_REQUESTS} requests`);
  expect(documentOf("SECURITY.md")).toContain(`${MAX_LABS} labs, ${MAX_REQUESTS} requests each`);
});
