import { type Finding, findingsOf } from "@/lib/settings/checks/finding";
import type { Settings } from "@/lib/settings/settings";
import type { Store } from "@/lib/store/open";

/** What the start warns of in an open database. */
export function databaseWarnings({ session, users }: Settings, { schema }: Pick<Store, "schema">): Finding[] {
  const { hasDjangoSessions, endsDjangoSessions, userTable } = schema;
  const { unfilled, table } = userTable;
  return findingsOf([
    [
      users.signUp && unfilled.length > 0,
      `Sign-up is closed: the columns ${unfilled.join(", ")} of the table ${table} must have a value.`,
      "W071",
    ],
    [
      session.djangoCookie !== null && hasDjangoSessions && !endsDjangoSessions,
      "DJANGO_SESSION_COOKIE is set, and the rows of django_session cannot be deleted: who signs out here stays signed in at Django.",
      "W072",
    ],
    [
      session.djangoCookie !== null && !hasDjangoSessions,
      "DJANGO_SESSION_COOKIE is set, and the database has no table django_session that can be read: nobody is taken over.",
      "W072",
    ],
  ]);
}

/** That this version has been started after a later one. @param later the migrations that only that one has */
export function laterVersionWarnings(later: readonly string[]): Finding[] {
  const names = later.join(", ");
  return findingsOf([
    [later.length > 0, `The database has migrations of a later version: ${names}.`, "W073"],
  ]);
}
