import { expect, test } from "vitest";
import { CHECKS, finding } from "@/lib/settings/checks/finding";
import { productCode } from "@/lib/testing/product_code";
import { fileSystemFindings, fileSystemOf } from "./file_system";
import { isFailed, reportJson, reportText } from "./report";
import { nodeFindings, postgresqlFindings } from "./versions";

test("every check that is documented is made", () => {
  const code = productCode("lib")
    .filter(({ name }) => !name.startsWith("lib/settings/checks/"))
    .map(({ text }) => text)
    .join("\n");
  expect(Object.keys(CHECKS).filter((id) => !code.includes(`"${id}"`))).toEqual([]);
});

test.each([
  [0x6969, "E053"],
  // As kernels of 32 bits extend it.
  [0xff534d42 - 2 ** 32, "E053"],
  [0x01021994, "W054"],
  [0x794c7630, "W054"],
  [0x65735546, "I055"],
  // ext4, and what does not tell.
  [0xef53, undefined],
  [null, undefined],
])("a database file on the file system %s is %s", (type, id) => {
  expect(fileSystemFindings("/data/latchkey.db", type)[0]?.id).toBe(id && `latchkey.${id}`);
});

test("the file system of a file that is still to be made is that of its folder", () => {
  expect(fileSystemOf("/proc/no/such/file")).toBe(process.platform === "linux" ? 0x9fa0 : null);
});

test("a version is warned of from the day on which its support ends", () => {
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  expect(nodeFindings("20.19.0", day("2026-04-29"))).toEqual([]);
  expect(nodeFindings("20.19.0", day("2026-04-30"))).toMatchObject([{ id: "latchkey.W050" }]);
  expect(nodeFindings("99.0.0", day("2026-04-30"))).toEqual([]);
  expect(postgresqlFindings(14, day("2026-11-11"))).toEqual([]);
  expect(postgresqlFindings(14, day("2026-11-12"))).toMatchObject([{ id: "latchkey.W070" }]);
});

test("the exit code goes by the severest finding", () => {
  const findings = [finding("W032", "APP_ORIGIN is http."), finding("I061", "There is no file.")];
  expect([isFailed(findings, "error"), isFailed(findings, "warning")]).toEqual([false, true]);
  expect([isFailed(findings.slice(1), "warning"), isFailed(findings.slice(1), "info")]).toEqual([
    false,
    true,
  ]);
  expect(isFailed([], "info")).toBe(false);
  expect(reportText(findings)).toMatch(
    /^warning latchkey\.W032: APP_ORIGIN is http\.\n {4}Set .*\ninfo latchkey\.I061: .*\n.*\nwarning: 1, info: 1$/,
  );
  expect(JSON.parse(reportJson(findings, "warning"))).toEqual({ failed: true, findings });
});
