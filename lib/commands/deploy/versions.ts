import { type Finding, findingsOf } from "@/lib/settings/checks/finding";

/** The day from which a release line gets no fixes (nodejs/Release, schedule.json). */
const NODE_ENDS: Readonly<Record<number, string>> = {
  20: "2026-04-30",
  21: "2024-06-01",
  22: "2027-04-30",
  23: "2025-06-01",
  24: "2028-04-30",
  25: "2026-06-01",
};
/** The day of the last release (postgresql.org, Versioning Policy). */
const POSTGRESQL_ENDS: Readonly<Record<number, string>> = {
  12: "2024-11-21",
  13: "2025-11-13",
  14: "2026-11-12",
  15: "2027-11-11",
  16: "2028-11-09",
  17: "2029-11-08",
  18: "2030-11-14",
};

/** @param version `20.19.0` */
export function nodeFindings(version: string, now: Date): Finding[] {
  const end = NODE_ENDS[Number.parseInt(version, 10)];
  return findingsOf([
    [hasEnded(end, now), `Node.js ${version} gets no security fixes since ${end}.`, "W050"],
  ]);
}

export function postgresqlFindings(major: number, now: Date): Finding[] {
  const end = POSTGRESQL_ENDS[major];
  return findingsOf([[hasEnded(end, now), `PostgreSQL ${major} gets no fixes since ${end}.`, "W070"]]);
}

/** A line that is not known is a newer one. */
function hasEnded(end: string | undefined, now: Date): boolean {
  return end !== undefined && new Date(end) <= now;
}
