import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { settingNames } from "@/lib/settings/definitions";
import { parseEnv } from "./parse_env.js";

const GUIDE = readFileSync("docs/running.md", "utf8");

test("every setting that it sets or names is one", () => {
  const blocks = [...GUIDE.matchAll(/```ini\n(.*?)```|<<'SETTINGS'\n(.*?)SETTINGS\n/gs)];
  const set = blocks.flatMap(([, ini, here]) => [...parseEnv(ini ?? here ?? "").values.keys()]);
  const named = [...GUIDE.matchAll(/`([A-Z]{2,}(?:_[A-Z]+)+)(?:=[^`]*)?`/g)].map(([, name = ""]) => name);
  expect(blocks).toHaveLength(2);
  expect([...set, ...named].filter((name) => !settingNames().includes(name))).toEqual([]);
});

test("it tells of each event of the log that is none of an account", () => {
  const source = ["server_events", "refused_sign_ins", "account_events"]
    .map((name) => readFileSync(`lib/events/${name}.ts`, "utf8"))
    .join("");
  const literal = [...source.matchAll(/log(?:Line|Repeated)\("(\w+)"/g)].map(([, name = ""]) => name);
  const [, jobs = ""] = /job:([^,]*),/.exec(source) ?? [];
  const failed = [...jobs.matchAll(/"(\w+)"/g)].map(([, name]) => `${name}_failed`);
  expect(literal.length).toBeGreaterThan(5);
  expect(failed).toHaveLength(4);
  const ofOutbox = [
    "mail_failed",
    "mail_lost",
    "event_post_failed",
    "event_post_lost",
    "sending_mails_failed",
  ];
  const events = [...literal, ...failed, ...ofOutbox, "sending_events_failed", "printed"];
  expect(events.filter((event) => !GUIDE.includes(`\`${event}\``))).toEqual([]);
});
