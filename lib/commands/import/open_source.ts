import { statSync } from "node:fs";
import { addressProblem, isSqliteUrl, sqliteFile } from "@/lib/store/address";
import { openPostgresqlSource } from "@/lib/store/import/postgresql_source";
import { type Source, SourceError } from "@/lib/store/import/source";
import type { Wanted } from "@/lib/store/import/source_columns";
import { openSqliteSource } from "@/lib/store/import/sqlite_source";
import { firstBytes } from "@/lib/store/sqlite/read_only";
import { openDumpSource } from "./dump_source";

/** What is imported from. */
export interface WantedSource extends Wanted {
  /** A path or an address. */
  readonly from: string;
  /** The user model of a dump. */
  readonly model: string | undefined;
}

const SQLITE_SIGNATURE = "SQLite format 3\0";
/** What a file is that the import cannot read, by how it begins. */
const OTHERS: readonly (readonly [readonly string[], string])[] = [
  [["PGDMP", "--"], "is a dump of PostgreSQL's: restore it into a database, and name that by postgresql://…"],
  [["\x1f\x8b", "PK", "BZh", "\xfd7zXZ", "\x28\xb5\x2f\xfd"], "is compressed: unpack it first"],
  [["\xff\xfe", "\xfe\xff"], "is in UTF-16: make it by dumpdata -o FILE, which writes UTF-8"],
  [["<?xml"], "is XML: make it by dumpdata --format json or jsonl"],
  [["- model:", "- fields:"], "is YAML: make it by dumpdata --format json or jsonl"],
];

/** @throws SourceError */
export async function openSource(wanted: WantedSource): Promise<Source> {
  const { from } = wanted;
  if (/^postgres(ql)?:\/\//.test(from)) {
    const problem = addressProblem(from);
    if (problem !== null) throw new SourceError(`--from ${problem}.`);
    return openPostgresqlSource(from, wanted);
  }
  if (/^(mysql|mariadb|oracle)\w*:/.test(from))
    throw new SourceError(
      "MySQL and others come by a dump: python manage.py dumpdata -o dump.json, then --from dump.json.",
    );
  if (/^[a-z+]{2,}:\/\//.test(from) && !isSqliteUrl(from))
    throw new SourceError("--from must name a SQLite database, a dump of dumpdata, or postgresql://….");
  return openFile(pathOf(from), wanted);
}

/** The path that `--from` names, also as an address such as DATABASE_URL has. */
export function pathOf(from: string): string {
  if (!isSqliteUrl(from)) return from;
  const problem = addressProblem(from);
  if (problem !== null) throw new SourceError(`--from ${problem}.`);
  return sqliteFile(from);
}

function openFile(file: string, wanted: WantedSource): Source {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) throw new SourceError(`There is no file ${file}.`);
  if (stats.isDirectory()) throw new SourceError(`${file} is a folder: name the file in it.`);
  const begin = readBegin(file).toString("latin1");
  if (begin === "") throw new SourceError(`${file} is empty.`);
  if (begin.startsWith(SQLITE_SIGNATURE)) return openSqliteSource(file, wanted);
  const other = OTHERS.find(([beginnings]) => beginnings.some((form) => begin.startsWith(form)));
  if (other !== undefined) throw new SourceError(`${file} ${other[1]}.`);
  const start = begin.startsWith("\xef\xbb\xbf") ? 3 : 0;
  const [first] = begin.slice(start).trimStart();
  if (first !== "[" && first !== "{")
    throw new SourceError(
      `${file} is neither a SQLite database nor JSON of dumpdata's: see npm run import -- --help.`,
    );
  return openDumpSource({ file, start, format: first === "[" ? "json" : "jsonl" }, wanted, wanted.model);
}

function readBegin(file: string): Buffer {
  try {
    return firstBytes(file, 512);
  } catch (error) {
    throw new SourceError(`${file} cannot be read: ${error instanceof Error ? error.message : error}.`);
  }
}
