import { expect, test } from "vitest";
import { parseHeaderValue } from "./header_value";

test.each([
  ["Form-Data", "form-data", {}],
  ["form-data;name=a", "form-data", { name: "a" }],
  [' form-data ; NAME = "a b" ; filename="c;d" ;', "form-data", { name: "a b", filename: "c;d" }],
  ['a; b="c\\"d;e\\\\"; f=g', "a", { b: 'c"d;e\\', f: "g" }],
  ["a; b*=utf-8'ko'%EA%B0%80", "a", { b: "가" }],
  ["a; b=c; b*=UTF-8''d", "a", { b: "d" }],
  ["a; b*=utf-8''%ff; c*=d; e", "a", { b: "utf-8''%ff", c: "d" }],
  ['a; b="c; d=e', "a", { b: '"c; d=e' }],
  ["a; b=", "a", { b: "" }],
  ["", "", {}],
])("%s", (text, value, params) => {
  const parsed = parseHeaderValue(text);
  expect([parsed.value, Object.fromEntries(parsed.params)]).toEqual([value, params]);
});
