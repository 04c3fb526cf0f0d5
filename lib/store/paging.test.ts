import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTestStatements, type TestStatements } from "@/lib/testing/store/notes";
import { type PagedList, pagedList, readPage, readPages } from "./paging";
import { dateFrom, type Time, type Value } from "./statements";

interface Note {
  readonly id: number;
  readonly text: string;
}

let database: TestStatements;
beforeEach(async () => {
  database = await openTestStatements();
});
afterEach(() => database.close());

/** So many rows `n1`, `n2`, …; those of each hundred have one time. */
async function addNotes(count: number): Promise<void> {
  await database.statements.write([
    {
      sql: `INSERT INTO note (text, at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
        SELECT 'n' || i, CASE WHEN i <= 100 THEN '2026-11-24 12:00:00.123456' ELSE '2026-11-24 12:00:00.123457' END
        FROM n`.replace(/CASE.*END/, (time) =>
        database.statements.engine === "sqlite" ? time : `CAST(${time} AS TIMESTAMPTZ)`,
      ),
      params: [],
    },
  ]);
}

async function pagesOf(
  list: PagedList<Note>,
  size: number,
  params: readonly Value[] = [],
): Promise<Note[][]> {
  const read: Note[][] = [];
  for await (const rows of readPages(database.statements, list, { size, params })) read.push([...rows]);
  return read;
}

const BY_ID = pagedList<Note>({ columns: "id, text", from: "note", key: ["id"] });
const BY_TEXT = pagedList<Note>({ columns: "id, text", from: "note", key: ["text"] });
const NEWEST_FIRST = pagedList<Note>({
  columns: "id, text",
  from: "note",
  key: ["at", "id"],
  descending: true,
});

describe("a list read page by page has every row once, in order", () => {
  it("by an integer", async () => {
    await addNotes(25);
    const read = await pagesOf(BY_ID, 10);
    expect(read.map((rows) => rows.length)).toEqual([10, 10, 5]);
    expect(read.flat()).toEqual(Array.from({ length: 25 }, (_, i) => ({ id: i + 1, text: `n${i + 1}` })));
  });

  it("by a text", async () => {
    await addNotes(25);
    const read = (await pagesOf(BY_TEXT, 4)).flat().map(({ text }) => text);
    expect(read).toEqual(Array.from({ length: 25 }, (_, i) => `n${i + 1}`).sort());
  });

  it("by a time and an id, where many rows have one time and times differ by a microsecond", async () => {
    await addNotes(200);
    const read = (await pagesOf(NEWEST_FIRST, 7)).flat().map(({ id }) => id);
    expect(read).toEqual(Array.from({ length: 200 }, (_, i) => 200 - i));
  });

  it("of those rows only that it asks for", async () => {
    await addNotes(25);
    const some = pagedList<Note>({
      columns: "id, text",
      from: "note",
      where: "text = ? OR id > ?",
      key: ["id"],
    });
    const read = await pagesOf(some, 2, ["n3", 22]);
    expect(read.map((rows) => rows.map(({ id }) => id))).toEqual([
      [3, 23],
      [24, 25],
    ]);
  });

  it("though rows come and go meanwhile", async () => {
    await addNotes(20);
    const read: number[] = [];
    for await (const rows of readPages(database.statements, BY_ID, { size: 5 })) {
      read.push(...rows.map(({ id }) => id));
      await database.statements.write([
        { sql: "DELETE FROM note WHERE id <= ?", params: [read.length] },
        { sql: "DELETE FROM note WHERE id = 12", params: [] },
      ]);
    }
    expect(read).toEqual(Array.from({ length: 20 }, (_, i) => i + 1).filter((id) => id !== 12));
  });
});

it("the last page is known as such, even where it is full, and an empty list has none", async () => {
  expect(await pagesOf(BY_ID, 5)).toEqual([]);
  await addNotes(10);
  const first = await readPage(database.statements, BY_ID, { after: null, size: 5 });
  expect(first.next).toEqual(["5"]);
  const last = await readPage(database.statements, BY_ID, { after: first.next, size: 5 });
  expect([last.rows.length, last.next]).toEqual([5, null]);
});

it("a row has the list's columns only", async () => {
  await addNotes(1);
  const list = pagedList<{ at: Time }>({ columns: "at", from: "note", key: ["at", "id"] });
  const { rows } = await readPage(database.statements, list, { after: null, size: 5 });
  expect(rows.map((row) => Object.keys(row))).toEqual([["at"]]);
  expect(rows.map(({ at }) => dateFrom(at))).toEqual([new Date("2026-11-24T12:00:00.123Z")]);
});
