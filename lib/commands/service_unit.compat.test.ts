import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

const run = (...args: string[]) => spawnSync("systemd-analyze", args, { encoding: "utf8" });
/** In CI the tests fail instead. */
const isMissing = run("--version").status !== 0 && !process.env.CI;

test.skipIf(isMissing)(
  "systemd understands every line of the unit, and rates it well (needs systemd-analyze)",
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), "latchkey-unit-"));
    const unit = path.join(folder, "latchkey.service");
    // It looks for the program, which is elsewhere on some machines.
    const text = readFileSync("docs/latchkey.service", "utf8").replace("/usr/bin/node", process.execPath);
    writeFileSync(unit, text);
    const { status, stderr } = run("verify", unit);
    expect([status, stderr]).toEqual([0, ""]);
    // Of ten: what hardly limits a service has 9.6. In tenths.
    expect(run("security", "--offline=true", "--threshold=20", unit).status).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  },
);
