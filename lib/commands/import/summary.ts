import type { Options } from "./options";
import type { Imported } from "./run_import";

/** What an import has done, in a few lines. */
export function summary(
  { users, tokens, remarks, notTaken }: Imported,
  { isDryRun, report }: Pick<Options, "isDryRun" | "report">,
): string {
  const lines = [
    ...(isDryRun ? ["A dry run: nothing was written. An import would end like this:"] : []),
    `Users: ${list([
      [users.insert, "imported", true],
      [users.update, "changed there since, updated"],
      [users.same, "imported before"],
      [users.deleted, "deleted here since, left out"],
      [users.refuse, "not taken"],
    ])}.`,
  ];
  if (tokens !== null) lines.push(...tokenLines(tokens));
  if (remarks > 0)
    lines.push(
      `${report} says why: ${notTaken} rows not taken, ${remarks - notTaken} remarks on others. It names people: delete it in the end.`,
    );
  return lines.join("\n");
}

function tokenLines(tokens: NonNullable<Imported["tokens"]>): string[] {
  const gone = tokens.expired + tokens.no_user + tokens.no_refresh;
  const line = `Refresh tokens: ${list([
    [tokens.joined, "live ones imported", true],
    [tokens.known, "known before"],
    [tokens.blacklisted, "blacklisted"],
    [gone, "expired or of nobody who can sign in, left out"],
    [tokens.not_verified + tokens.stranger + tokens.unreadable, "not taken"],
  ])}.`;
  if (tokens.not_verified === 0) return [line];
  return [
    line,
    "Tokens go on only where the key that signed them is here: SECRET_KEY, or SIGNING_KEY where the Django project has one.",
  ];
}

/** Only what is not zero, but for what is always told. */
function list(counts: readonly (readonly [number, string, boolean?])[]): string {
  return counts
    .filter(([count, , isAlways]) => count > 0 || isAlways)
    .map(([count, what]) => `${count} ${what}`)
    .join(", ");
}
