import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepValues, takeValues } from "./kept_values";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

test("what was typed goes to the form that comes next, once", () => {
  keepValues("signin", { username: "mseo", password: "secret" });
  expect(takeValues("signin")).toEqual({ username: "mseo", password: "secret" });
  expect(takeValues("signin")).toEqual({});
});

test("it does not go to another form, and not to one that comes later", () => {
  keepValues("signin", { username: "mseo" });
  expect(takeValues("signup")).toEqual({});
  expect(takeValues("signin")).toEqual({});
  keepValues("signin", { username: "mseo" });
  vi.runAllTimers();
  expect(takeValues("signin")).toEqual({});
});
