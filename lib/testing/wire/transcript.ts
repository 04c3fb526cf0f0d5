/** The transcripts of a real Django, as they were recorded. */

import { readFileSync } from "node:fs";

/** A request to a real Django 5.2 with DRF and simplejwt, and what it answered. `{{name}}` stands for a live value. */
export interface Exchange {
  readonly id: string;
  readonly title: string;
  readonly scenario: { readonly name: string };
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
  };
  readonly response: {
    readonly status: number;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: string;
  };
}

export function readTranscript(scenario: string): Exchange[] {
  const lines = readFileSync("lib/http/fixtures/django-5.2.jsonl", "utf8").trim().split("\n");
  return lines
    .map((line) => JSON.parse(line) as Exchange)
    .filter((exchange) => exchange.scenario.name === scenario);
}
