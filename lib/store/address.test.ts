import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addressProblem, redactedUrl, sqliteFile } from "./address";
import { migrate } from "./migrations/migrate";
import { closeStore, openStore, ping } from "./open";

describe("a file: address", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "latchkey-address-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Opens the database of an address as a start does, and returns the names of the files that there are then. */
  async function filesOf(address: string): Promise<string[]> {
    expect(addressProblem(address)).toBeNull();
    await migrate(address);
    const store = await openStore(address);
    await ping(store);
    const files = readdirSync(path.dirname(sqliteFile(address))).sort();
    await closeStore(store);
    return files;
  }

  it.each([
    { written: "file:FOLDER/a.db", name: "a.db" },
    { written: "file:///FOLDER/a.db", name: "a.db" },
    { written: "file://localhost/FOLDER/a.db", name: "a.db" },
    { written: "file:FOLDER/a b.db", name: "a b.db" },
    { written: "file:FOLDER/a%20b.db", name: "a b.db" },
    { written: "file:///FOLDER/a%20b.db", name: "a b.db" },
    { written: "file:FOLDER/100%25%3F%23.db", name: "100%?#.db" },
    { written: "file:FOLDER/a%2520b.db", name: "a%20b.db" },
    { written: "file:FOLDER/계정.db", name: "계정.db" },
    { written: "file:FOLDER/%EA%B3%84.db", name: "계.db" },
    { written: "file:FOLDER/:memory:", name: ":memory:" },
  ])("$written names one file, to migrations and requests", async ({ written, name }) => {
    const address = written
      .replace("///FOLDER", `//${folder}`)
      .replace("localhost/FOLDER", `localhost${folder}`);
    const files = await filesOf(address.replace("FOLDER", folder));
    expect(files).toEqual([name, `${name}-shm`, `${name}-wal`].sort());
  });

  it("without a slash is relative to the working directory", async () => {
    const relative = path.relative(process.cwd(), folder);
    expect(await filesOf(`file:${relative}/x%20y/a.db`)).toEqual(["a.db", "a.db-shm", "a.db-wal"]);
    expect(existsSync(path.join(folder, "x y"))).toBe(true);
    expect(sqliteFile("file:./data/latchkey.db")).toBe("./data/latchkey.db");
    expect(sqliteFile("file:latchkey.db")).toBe("latchkey.db");
  });

  it.each([
    ["file::memory:", "in memory"],
    ["file:%3Amemory%3A", "in memory"],
    ["file::memory:?cache=shared", "without ? and #"],
    ["file:./a.db?mode=ro", "without ? and #"],
    ["file:./a#b.db", "without ? and #"],
    ["file:./100%.db", "%25"],
    ["file:./%ff.db", "%25"],
    ["file:./a%00.db", "control"],
    ["file://data/a.db", "of this machine"],
    ["file://./a.db", "of this machine"],
    ["file://server/share/a.db", "of this machine"],
    ["file:", "not a folder"],
    ["file:.", "not a folder"],
    ["file:./data/", "not a folder"],
    ["file:./data/..", "not a folder"],
  ])("%s is refused", (address, problem) => {
    expect(addressProblem(address)).toContain(problem);
  });
});

describe("a postgresql:// address", () => {
  const SECRET = /12|34|s3|cr3t/;

  it.each([
    "postgresql://me:12/34@host/db",
    "postgresql://me:12/34@host:5432/db?sslmode=verify-full",
    "postgresql://me:12?34@host/db",
    "postgresql://me:12#34@host/db",
    "postgresql://me:s3/cr3t@host/db",
    "postgresql://me:s3#cr3t@host/db",
    "postgresql://me:s3?cr3t@host/db",
    "postgresql://me:12@34/56@host/db",
    "postgresql://me:s3%cr3t@host/db",
    "postgresql://me:%ff12@host/db",
    "postgresql://me:s3cr3t@host",
    "postgres://me:s3 cr3t@[host/db",
    "mysql://me:s3cr3t@host/db",
    "me:s3cr3t@host/db",
  ])("%s is refused, with a hint, and nothing of it is repeated", (address) => {
    const problem = addressProblem(address) ?? "";
    expect(problem).toContain("%40");
    expect(problem.replace("5432", "")).not.toMatch(SECRET);
  });

  it.each([
    ["postgresql://me:p@ss:word@host/db", "postgresql://me@host/db"],
    ["postgresql://me:p%40%2F%23%3Fss@host:5432/db?schema=x", "postgresql://me@host:5432/db"],
    ["postgresql://me@host/db?password=s3cr3t", "postgresql://me@host/db"],
    ["postgres:///db?host=/run/postgresql&user=me", "postgres:///db"],
  ])("%s is shown without its password: %s", (address, shown) => {
    expect([addressProblem(address), redactedUrl(address)]).toEqual([null, shown]);
  });
});
