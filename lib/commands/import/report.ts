import { closeSync, openSync, rmSync, writeSync } from "node:fs";

/** A row of the report. */
export interface Remark {
  readonly table: string;
  readonly key: unknown;
  /** The user's name; empty for a token. */
  readonly name: string;
  readonly isTaken: boolean;
  /** One word, and the sentence that it stands for. */
  readonly reason: string;
  readonly explanation: string;
  readonly detail?: string;
}

/** Every row that was not taken, and what is worth knowing of others, as CSV (RFC 4180). */
export interface Report {
  add(remark: Remark): void;
  readonly rows: number;
  /** How many of them are of rows that were not taken. */
  readonly notTaken: number;
  close(): void;
}

const HEADER = ["table", "id", "username", "taken", "reason", "detail", "explanation"];

/** @param file made with the first row, for its owner only, since it names people; one of an earlier run is deleted */
export function openReport(file: string): Report {
  rmSync(file, { force: true });
  let descriptor: number | null = null;
  let [rows, notTaken] = [0, 0];
  const write = (cells: readonly string[]) => {
    descriptor ??= openSync(file, "wx", 0o600);
    writeSync(descriptor, `${cells.map(cell).join(",")}\r\n`);
  };
  return {
    add({ table, key, name, isTaken, reason, explanation, detail = "" }) {
      if (rows === 0) write(HEADER);
      rows += 1;
      if (!isTaken) notTaken += 1;
      write([table, String(key), name, isTaken ? "yes" : "no", reason, detail, explanation]);
    },
    get rows() {
      return rows;
    },
    get notTaken() {
      return notTaken;
    },
    close() {
      if (descriptor !== null) closeSync(descriptor);
    },
  };
}

/** A spreadsheet would run what begins like a formula: it gets an apostrophe in front. Source: OWASP, "CSV Injection". */
function cell(text: string): string {
  const shown = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^ | $/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
