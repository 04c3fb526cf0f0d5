import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream";
import { streamArray } from "stream-json/streamers/stream-array.js";
import { SourceError } from "@/lib/store/import/source";

/** How dumpdata writes its objects: `--format json`, one list; `--format jsonl`, one in each line. */
export type DumpFormat = "json" | "jsonl";

/** An object of a dump. */
export interface DumpObject {
  /** Such as `auth.user`, lower case. */
  readonly model: string;
  /** Undefined where the dump has none (`--natural-primary`). */
  readonly pk: unknown;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Dump {
  readonly file: string;
  readonly format: DumpFormat;
  /** Where the text begins: behind a byte order mark. */
  readonly start: number;
}

/**
 * The objects of a dump, each when the loop asks for it.
 * @throws SourceError, which names the first object that cannot be read
 */
export async function* dumpObjects(dump: Dump): AsyncGenerator<DumpObject> {
  let count = 0;
  let last = "";
  try {
    for await (const value of dump.format === "json" ? listed(dump) : lines(dump)) {
      count += 1;
      const object = dumpObject(value);
      if (object === null)
        throw new Error("it is no object with a model and its fields, as dumpdata writes them");
      last = ` (behind ${object.model} ${String(object.pk)})`;
      yield object;
    }
  } catch (error) {
    if (error instanceof SourceError || !(error instanceof Error)) throw error;
    const number = /^it is/.test(error.message) ? count : count + 1;
    throw new SourceError(
      `Object ${number} of ${dump.file}${last} cannot be read: ${error.message}. Is the dump whole, and made by dumpdata --format json or jsonl?`,
    );
  }
}

async function* listed({ file, start }: Dump): AsyncGenerator<unknown> {
  const objects = streamArray.withParserAsStream();
  // The error of either is thrown where the objects are read.
  pipeline(createReadStream(file, { start }), objects, () => {});
  for await (const { value } of objects as AsyncIterable<{ value: unknown }>) yield value;
}

async function* lines({ file, start }: Dump): AsyncGenerator<unknown> {
  const input = createReadStream(file, { start, encoding: "utf8" });
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== "") yield JSON.parse(line);
  }
}

function dumpObject(value: unknown): DumpObject | null {
  if (!isRecord(value) || typeof value.model !== "string" || !isRecord(value.fields)) return null;
  return { model: value.model.toLowerCase(), pk: value.pk, fields: value.fields };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
