import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { findDjango } from "@/lib/commands/django.js";
import { blockOf } from "@/lib/testing/proxy";

const python = findDjango();

describe.skipIf(python === undefined && !process.env.CI)("a Django behind a proxy", () => {
  test("takes Remote-User by the document's middleware for who it is, and nobody else", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "latchkey-remote-user-"));
    try {
      const file = path.join(folder, "latchkey_proxy.py");
      writeFileSync(file, blockOf("docs/forward-auth.md", "django"));
      const headers = [
        "mseo",
        "mseo",
        "Kim.%EA%B9%80+1",
        "-",
        "Kim.%EA%B9%80+1",
        "nobody",
        "gone",
        "",
        "mseo%00",
      ];
      const { stdout, stderr } = spawnSync(
        python ?? "python3",
        ["lib/testing/django/remote_user.py", file, ...headers],
        { encoding: "utf8" },
      );
      expect(stderr).toBe("");
      expect(JSON.parse(stdout)).toEqual(["mseo", "mseo", "Kim.김+1", "", "Kim.김+1", "", "", "", ""]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
