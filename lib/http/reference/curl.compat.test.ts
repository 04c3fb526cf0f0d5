import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { startTestServer } from "@/lib/testing/server";
import { rows } from "../endpoints/table";
import { refusalsByStatus } from "../openapi";
import { curlOf } from "./curl";

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

/** What stands for the variables of the calls: of nobody's link, session and so on. */
const VARIABLES = { id: "1", uid: "MQ", token: "x-y", key: "x", sign_in: "x" };

test.skipIf(!hasCurl)("every call by curl is one that the endpoint reads (needs curl)", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "latchkey-curl-"));
  const server = await startTestServer();
  const script = rows
    .map(
      (row) =>
        `${curlOf(row)} --silent --output body --write-out '%{http_code}\\n'; grep -c '"code":"parse_error"' body`,
    )
    .join("\n")
    .replaceAll("http://127.0.0.1:8000", server.url);
  const env = { NODE_ENV: "test" as const, PATH: process.env.PATH, ...VARIABLES };
  const shell = spawn("sh", ["-c", script], { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  const lines = (await text(shell.stdout)).trimEnd().split("\n").map(Number);
  await server.close();
  rmSync(folder, { recursive: true });
  for (const [index, row] of rows.entries()) {
    const [status = 0, parseErrors = 0] = lines.slice(2 * index);
    const documented = [...Object.keys(row.responses).map(Number), ...refusalsByStatus(row).keys()];
    expect([row.method, row.path, documented.includes(status), parseErrors]).toEqual([
      row.method,
      row.path,
      true,
      0,
    ]);
  }
});
