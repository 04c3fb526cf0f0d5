import { type Finding, LEVELS, type Level } from "@/lib/settings/checks/finding";

/** Whether a finding is of this level, or severer. */
export function isFailed(findings: readonly Finding[], failLevel: Level): boolean {
  return findings.some(({ level }) => LEVELS.indexOf(level) <= LEVELS.indexOf(failLevel));
}

export function reportText(findings: readonly Finding[]): string {
  if (findings.length === 0) return "Nothing was found that speaks against this deployment.";
  const entries = findings.map(
    ({ id, level, sentence, remedy }) => `${level} ${id}: ${sentence}\n    ${remedy}`,
  );
  const counts = LEVELS.map((level) => [level, findings.filter((found) => found.level === level).length]);
  const total = counts.filter(([, count]) => count !== 0).map(([level, count]) => `${level}: ${count}`);
  return [...entries, total.join(", ")].join("\n");
}

export function reportJson(findings: readonly Finding[], failLevel: Level): string {
  return JSON.stringify({ failed: isFailed(findings, failLevel), findings }, null, 2);
}
