/** What holds across both sides, as a table that the run prints. */

import { writeSync } from "node:fs";
import { test } from "vitest";
import type { Shape } from "@/lib/testing/django/project";
import type { Sides } from "./sides";

type Outcome = "yes" | "NO" | "–";

/** What of a row is asked in each direction; where there is nothing to ask, none. */
export type Row = Partial<Readonly<Record<"fromDjango" | "fromLatchkey", (sides: Sides) => Promise<void>>>>;

export interface Matrix {
  /** Makes the tests of a row's cells. */
  row(shape: Shape, what: string, checks: Row, sides: () => Sides): void;
  print(): void;
}

/** Which side did it; the other one, and the same, are asked whether it holds. */
const DIRECTIONS = { fromDjango: "done at Django", fromLatchkey: "done here" } as const;

export function newMatrix(): Matrix {
  const rows = new Map<string, Map<string, Outcome>>();
  const note = (what: string, column: string, outcome: Outcome) => {
    const row = rows.get(what) ?? new Map<string, Outcome>();
    rows.set(what, row.set(column, outcome));
  };
  return {
    row(shape, what, checks, sides) {
      for (const key of ["fromDjango", "fromLatchkey"] as const) {
        const [direction, check] = [DIRECTIONS[key], checks[key]];
        const column = `${shape}: ${direction}`;
        note(what, column, check === undefined ? "–" : "NO");
        if (check === undefined) continue;
        test(`${what}, ${direction}`, async () => {
          await check(sides());
          note(what, column, "yes");
        });
      }
    },
    print() {
      const columns = [...new Set([...rows.values()].flatMap((row) => [...row.keys()]))];
      const lines = [...rows].map(([what, row]) => [
        what,
        ...columns.map((column) => row.get(column) ?? "–"),
      ]);
      // Past vitest, which shows nothing of tests that pass.
      writeSync(1, `\n${aligned([["", ...columns], ...lines])}\n`);
    },
  };
}

/** Columns as wide as their longest text. */
function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const text = (line: readonly string[]) => line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ");
  return lines.map((line) => `| ${text(line)} |`).join("\n");
}
