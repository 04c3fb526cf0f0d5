import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { settingsOf } from "@/lib/testing/settings";
import { curlLine } from "./curl_line";

const LAB = { id: "0-a", settings: settingsOf({ DEBUG: "true", APP_ORIGIN: "http://127.0.0.1:8000" }) };
const DOOR = "http://127.0.0.1:8000/lab/door/0-a";

/** What curl is given, as a shell reads the line. */
function argumentsOf(line: string): string[] {
  const program = `curl() { printf '%s\\0' "$@"; }\n${line}`;
  return execFileSync("sh", ["-c", program], { encoding: "utf8" }).split("\0").slice(0, -1);
}

const line = (request: Partial<Parameters<typeof curlLine>[1]>) =>
  curlLine(LAB, { door: "ours", method: "GET", path: "/user/me", headers: [], body: null, ...request });

it("is quoted for a shell, whatever a header, a body or a query holds", () => {
  const hostile = `'; echo hi #$(id)\`id\`"\\!\n&&%{x}`;
  expect(
    argumentsOf(
      line({
        method: "POST",
        path: "/user/jwt_verify?a='$(id)'&b=[1-2]",
        headers: [
          ["User-Agent", "x"],
          ["Cookie", `a=${hostile}`],
        ],
        body: hostile,
      }),
    ),
  ).toEqual([
    ...["-i", "-X", "POST", "-g", `${DOOR}/user/jwt_verify?a='$(id)'&b=[1-2]`],
    ...["-H", `Cookie: a=${hostile}`, "--data-raw", hostile],
  ]);
});

it("sends a body that begins with an @ as it is, and no file", () => {
  expect(argumentsOf(line({ method: "POST", body: "@/etc/passwd" })).slice(-2)).toEqual([
    "--data-raw",
    "@/etc/passwd",
  ]);
});

it("waits for no body where there is none", () => {
  expect(argumentsOf(line({ method: "HEAD" }))).toEqual(["-I", `${DOOR}/user/me`]);
  expect(argumentsOf(line({ door: "neighbour" }))).toEqual([
    "-i",
    "http://127.0.0.1:8000/lab/neighbour/0-a/user/me",
  ]);
});
