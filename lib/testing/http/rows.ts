import { describe, expect, test } from "vitest";
import { definitions, type SettingName } from "@/lib/settings/definitions";
import type { Environment } from "@/lib/settings/read";
import { type Check, withServer } from "../server";

interface Case {
  readonly holds: string;
  readonly value: string | undefined;
  /** Settings that this one needs beside it. */
  readonly beside: Environment;
  readonly check: Check;
}

/** What a setting does when it is not given. */
export function unset(holds: string, check: Check, beside: Environment = {}): Case {
  return { holds, value: undefined, beside, check };
}

/** What a value of a setting does. */
export function given(value: string, holds: string, check: Check, beside: Environment = {}): Case {
  return { holds, value, beside, check };
}

/** Settings that no request to one process shows, or that every test depends on. */
const ELSEWHERE = ["DEBUG", "HOST", "PORT", "WORKERS", "DATABASE_URL", "SECRET_KEY"] as const;
type Covered<G> = Exclude<keyof G, (typeof ELSEWHERE)[number]>;

/** For each setting of a group: what it does unset, then what changing it changes. */
export type Rows<G> = { readonly [N in Covered<G>]: readonly [Case, Case, ...Case[]] };

/** Runs the rows, each case on a server of its own. */
export function testRows<G extends object>(group: G, rows: Rows<G>): void {
  test("every setting has its row", () => {
    const names = Object.keys(group).filter((name) => !(ELSEWHERE as readonly string[]).includes(name));
    expect(Object.keys(rows).sort()).toEqual(names.sort());
    for (const cases of Object.values<readonly Case[]>(rows)) {
      expect(cases.some(({ value }) => value === undefined)).toBe(true);
      expect(cases.some(({ value }) => value !== undefined)).toBe(true);
    }
  });
  for (const [name, cases] of Object.entries<readonly Case[]>(rows)) {
    describe(name, () => {
      for (const { holds, value, beside, check } of cases) {
        test(`${title(name as SettingName, value)}: ${holds}`, () =>
          withServer({ ...beside, [name]: value }, check));
      }
    });
  }
}

function title(name: SettingName, value: Case["value"]): string {
  if (value === undefined) return `unset, ${definitions[name].shown ?? definitions[name].default}`;
  return value.startsWith("-----BEGIN ") ? "PEM keys" : value;
}
