import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { TEST_SETTINGS } from "@/lib/testing/settings";
import { readSettings } from "./read";
import { SettingsError } from "./settings";

const folder = mkdtempSync(path.join(tmpdir(), "latchkey-look-"));
afterAll(() => rmSync(folder, { recursive: true }));

function problems(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    readSettings({ ...TEST_SETTINGS, DATABASE_URL: "file:unused", ...environment });
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

function fileWith(content: string | Buffer, name = "logo"): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

describe("APP_LOGO", () => {
  test.each([
    ["<svg/>", "image/svg+xml"],
    [
      "\uFEFF<?xml version='1.0'?>\n<!-- <svg> > -->\n<!DOCTYPE svg [ <!ENTITY a '>'> ]>\n<svg width='1'/>",
      "image/svg+xml",
    ],
    [PNG, "image/png"],
    [Buffer.from("RIFF\0\0\0\0WEBPVP8 "), "image/webp"],
  ])("is what its content says: %j", (content, type) => {
    const { app } = readSettings({
      ...TEST_SETTINGS,
      DATABASE_URL: "file:unused",
      APP_LOGO: fileWith(content, "logo.gif"),
    });
    expect(app.logo?.type).toBe(type);
  });

  test.each(["<html><svg/></html>", "GIF89a", "", "<!-- <svg>", "<!".repeat(20_000), "<svgx>", "%PDF <svg>"])(
    "that is no such image stops the start: %j",
    (content) => {
      const file = fileWith(content);
      expect(problems({ APP_LOGO: file })).toEqual([
        expect.stringContaining(`APP_LOGO names ${file}, which is no SVG, PNG or WebP image.`),
      ]);
    },
  );

  test("that is not there, no file, or too large stops the start", () => {
    expect(problems({ APP_LOGO: "/no/such.png" })[0]).toContain("which does not exist");
    expect(problems({ APP_LOGO: folder })[0]).toContain("which is no regular file");
    expect(problems({ APP_LOGO: fileWith(Buffer.concat([PNG, Buffer.alloc(102_400)])) })[0]).toContain(
      "which is larger than 100 KB",
    );
  });
});

test.each([
  "red",
  "#12",
  "#1d4ed8ff",
  "oklch(0.5 0.2)",
  "oklch(1.2 0.1 10)",
  "oklch(0.5 0.1 10 / 0.5)",
  "rgb(1,2,3)",
  "oklch(0.5 0.2 260); } body { display: none",
  "#1d4ed8;",
])("ACCENT_COLOR=%s stops the start", (value) => {
  expect(problems({ ACCENT_COLOR: value })).toEqual([
    expect.stringContaining("ACCENT_COLOR must be a colour such as #1d4ed8 or oklch(0.55 0.2 260)."),
  ]);
});

test("ACCENT_COLOR may be written in several ways", () => {
  const css = (value: string) =>
    readSettings({ ...TEST_SETTINGS, DATABASE_URL: "file:unused", ACCENT_COLOR: value }).app.accent?.css;
  expect(css("#FC0")).toBe(css("#ffcc00"));
  expect(css("oklch(50% 25% 380deg)")).toBe(css("oklch(.5 0.1 20)"));
});

test.each(["a".repeat(41), "two\nlines", "hid\u200bden"])("APP_NAME=%j stops the start", (value) => {
  expect(problems({ APP_NAME: value })[0]).toContain("APP_NAME must be one line of at most 40 characters.");
});

const EMAIL = { SIGN_IN_BY: "email" };
const MANDATORY = { EMAIL_VERIFICATION: "mandatory", EMAIL_HOST: "127.0.0.1" };

test.each<[string, Readonly<Record<string, string>>, string | null]>([
  ["username*", {}, null],
  ["email*,age", EMAIL, null],
  ["username,email*", { SIGN_IN_BY: "both" }, null],
  ["email*", { USERNAME_COLUMN: "email" }, null],
  ["age", { USERNAME_COLUMN: "email" }, null],
  ["email*", {}, "must have username*, or SIGN_IN_BY be email or both"],
  ["username,email", EMAIL, "must have username* or email*"],
  ["age*", {}, "must have username* or email*"],
  ["username*", EMAIL, "must have email*, since SIGN_IN_BY=email"],
  ["username*,email", MANDATORY, "must have email*, since EMAIL_VERIFICATION=mandatory"],
  ["username*,age", { AGE_COLUMN: "none" }, "has age, but AGE_COLUMN=none"],
  ["username*,email,email*", {}, "must name each field once"],
  ["username*,phone", {}, "must be one of username, email, age, username*, email*, age*"],
])("SIGNUP_FIELDS=%s, %j", (value, beside, problem) => {
  const found = problems({ SIGNUP_FIELDS: value, ...beside });
  if (problem === null) expect(found).toEqual([]);
  else expect(found.join("\n")).toContain(`SIGNUP_FIELDS ${problem}`);
});
