/** Tests of settings as rows: for each setting what it does unset, and what changing it changes. */

import { describe, expect, test } from "vitest";
import type { Definition } from "@/lib/settings/definition";
import type { SettingName } from "@/lib/settings/definitions";
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
type Covered<G> = Exclude<SettingName<G>, (typeof ELSEWHERE)[number]>;

/** For each setting of a group: what it does unset, then what changing it changes. */
export type Rows<G> = { readonly [N in Covered<G>]: readonly [Case, Case, ...Case[]] };

/** Runs the rows, each case on a server of its own. @param options how each is started */
export function testRows<G extends Readonly<Record<string, Definition<unknown>>>>(
  group: G,
  rows: Rows<G>,
  options?: Parameters<typeof withServer>[2],
): void {
  const definitions = Object.values(group);
  test("every setting has its row", () => {
    const names = definitions
      .map(({ name }) => name)
      .filter((name) => !(ELSEWHERE as readonly string[]).includes(name));
    expect(Object.keys(rows).sort()).toEqual(names.sort());
    for (const cases of Object.values<readonly Case[]>(rows)) {
      expect(cases.some(({ value }) => value === undefined)).toBe(true);
      expect(cases.some(({ value }) => value !== undefined)).toBe(true);
    }
  });
  for (const [name, cases] of Object.entries<readonly Case[]>(rows)) {
    const definition = definitions.find((one) => one.name === name);
    describe(name, () => {
      for (const { holds, value, beside, check } of cases) {
        test(`${title(definition, value)}: ${holds}`, () =>
          withServer({ ...beside, [name]: value }, check, options));
      }
    });
  }
}

function title(definition: Definition<unknown> | undefined, value: Case["value"]): string {
  if (value === undefined) return `unset, ${definition?.defaultLabel.replaceAll("`", "")}`;
  return value.startsWith("-----BEGIN ") ? "PEM keys" : value;
}
