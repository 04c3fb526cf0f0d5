import { describe, expect, it, test } from "vitest";
import { describedProject } from "@/lib/testing/description";
import { DescriptionError, readDescription } from "./description";

const project = describedProject();
const printed = JSON.stringify(project, null, 1);

describe("a description is read whatever was printed beside it", () => {
  it.each([
    ["as describe.py prints it", `${printed}\n`],
    ["behind what Django 5.2's shell says", `8 objects imported automatically.\n\n${printed}\n`],
    ["between lines of the project, with braces of their own", `{}\n{"a": 1}\n${printed}\n}\nbye {\n`],
    ["with lines of Windows", `noise\r\n${printed.replaceAll("\n", "\r\n")}\r\n`],
    ["in one line", JSON.stringify(project)],
    ["with what a later describe.py adds", JSON.stringify({ ...project, more: [1] }, null, 1)],
  ])("%s", (_, text) => {
    expect(readDescription(text)).toEqual(project);
  });
});

describe("what is no description is refused by a sentence that says how to make one", () => {
  it.each([
    ["an empty file", "", "not what docs/django/describe.py prints"],
    ["another JSON", '{"a": 1}', "not what docs/django/describe.py prints"],
    ["null", "null", "not what docs/django/describe.py prints"],
    ["one cut short", printed.slice(0, -30), "not what docs/django/describe.py prints"],
    ["Python's error", "Traceback (most recent call last):\n", "not what docs/django/describe.py prints"],
    [
      "another format",
      printed.replace('"latchkey_describe": 1', '"latchkey_describe": 2'),
      "has the format 2",
    ],
    ["a missing part", JSON.stringify({ ...project, user: undefined }), "(user: "],
    ["a wrong type", JSON.stringify({ ...project, use_tz: "yes" }), "(use_tz: "],
  ])("%s", (_, text, message) => {
    expect(() => readDescription(text)).toThrow(DescriptionError);
    expect(() => readDescription(text)).toThrow(message);
    expect(() => readDescription(text)).toThrow("python manage.py shell < describe.py > django.json");
  });
});

test("the sentence quotes nothing of the file's values", () => {
  expect(() => readDescription(JSON.stringify({ ...project, use_tz: "hunter2" }))).not.toThrow("hunter2");
});
