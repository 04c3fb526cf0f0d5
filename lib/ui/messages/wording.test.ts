import { expect, test } from "vitest";
import { worded } from "./wording";

const CHARACTERS = { one: "{value} character", other: "{value} characters" };

test("a text has its values put in, numbers as the language writes them", () => {
  expect(worded("en", CHARACTERS, { value: 1 })).toBe("1 character");
  expect(worded("en", CHARACTERS, { value: 1_024 })).toBe("1,024 characters");
  expect(worded("ko", "{field}는 {value}자", { field: "아이디", value: 8 })).toBe("아이디는 8자");
  expect(worded("en", "In {value}.", { value: "5 seconds" })).toBe("In 5 seconds.");
});
