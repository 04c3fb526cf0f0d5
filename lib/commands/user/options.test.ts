import { expect, test } from "vitest";
import { UsageError } from "../run_command.js";
import { readOrder } from "./options";

test.each<[Parameters<typeof readOrder>[0], string[], string]>([
  [{}, [], "Say what is to be done."],
  [{}, ["delete", "kim"], "There is no delete to be done."],
  [{}, ["toString"], "There is no toString to be done."],
  [{}, ["show"], "Whom? npm run user -- show NAME"],
  [{ id: "1" }, ["show", "kim"], "Give a name or --id, not both."],
  [{ id: "" }, ["show"], "--id is empty."],
  [{}, ["deactivate", "kim", "lee"], "One name is enough: what is lee?"],
  [{ json: true }, ["deactivate", "kim"], "deactivate takes no --json."],
  [
    { "password-stdin": true, "no-password": true },
    ["create", "kim"],
    "Give --password-stdin or --no-password, not both.",
  ],
  [{}, ["list", "kim"], "list takes no name: did you mean --prefix kim?"],
  [{ limit: "0" }, ["list"], "--limit is a number from 1 to 1000."],
  [{ limit: "1001" }, ["list"], "--limit is a number from 1 to 1000."],
])("%j %j: %s", (values, words, message) => {
  expect(() => readOrder(values, words)).toThrow(new UsageError(message));
});
