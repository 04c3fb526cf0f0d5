import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { settingNames } from "@/lib/settings/definitions";
import { rows } from "../endpoints/table";
import { inputSchema, outputSchema, refusalsOf } from "../openapi";
import { bodySchema, type Row } from "../row";
import { exampleBody } from "./curl";
import { exampleOf } from "./example";
import { typeOf } from "./fields";

const DOCUMENT = readFileSync("docs/api.md", "utf8");
const ajv = addFormats(new Ajv2020({ strict: false }));
const nameOf = ({ method, path }: Row) => `${method} ${path}`;

test("every example is as its schema says", () => {
  for (const row of rows) {
    const body = bodySchema(row);
    if (body !== undefined)
      expect(errorsOf(inputSchema(body), exampleBody(row) ?? {}), nameOf(row)).toBeNull();
    for (const { body: answer } of Object.values(row.responses))
      if (answer !== null)
        expect(errorsOf(outputSchema(answer), exampleOf(outputSchema(answer))), nameOf(row)).toBeNull();
  }
});

test("each endpoint has one section, and a section or the head names each code that it may refuse with", () => {
  const [head = "", ...sections] = DOCUMENT.split(/\n### /);
  const headings = sections.map((section) => section.slice(0, section.indexOf("\n")));
  expect(headings).toEqual(rows.map(nameOf));
  for (const [index, row] of rows.entries()) {
    const told = head + sections[index];
    expect(
      refusalsOf(row).filter((code) => !told.includes(`\`${code}\``)),
      nameOf(row),
    ).toEqual([]);
  }
});

test("every setting that it names is one", () => {
  const named = [...DOCUMENT.matchAll(/`([A-Z][A-Z_]+[A-Z])(?:=\w+)?`/g)].map(([, name = ""]) => name);
  const theirs = ["PATCH", "DELETE", "POST", "GET"];
  expect(named.filter((name) => !settingNames().includes(name) && !theirs.includes(name))).toEqual([]);
});

test.each([
  [{ type: ["string", "number"], maxLength: 150 }, "string, at most 150 characters"],
  [
    { anyOf: [{ type: ["integer", "string"], minimum: 0, maximum: 150 }, { type: "null" }] },
    "integer, 0 to 150, or null",
  ],
  [{ type: "string", anyOf: [{ format: "email" }, { const: "" }] }, "e-mail address"],
  [{ enum: [true, false, "yes"] }, "boolean"],
] as const)("a type reads as people say it: %j", (schema, text) => {
  expect(typeOf(JSON.parse(JSON.stringify(schema)))).toBe(text);
});

/** What is wrong with a value; null where nothing is. Patterns are as in JavaScript with the flag u. */
function errorsOf(schema: object, value: unknown) {
  return ajv.validate(schema, value) ? null : ajv.errorsText();
}
