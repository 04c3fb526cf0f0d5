import type { Settings } from "@/lib/settings/settings";
import type { Store } from "@/lib/store/open";

/** What keeps Django's sessions from being taken over, or ended, as DJANGO_SESSION_COOKIE asks for; null where nothing does. */
export function djangoSessionWarning({ session }: Settings, { schema }: Store): string | null {
  if (session.djangoCookie === null || schema.endsDjangoSessions) return null;
  return schema.hasDjangoSessions
    ? "DJANGO_SESSION_COOKIE is set, and the rows of django_session cannot be deleted: who signs out here stays signed in at Django. Grant DELETE on it."
    : "DJANGO_SESSION_COOKIE is set, and the database has no table django_session that can be read: nobody is taken over. Check DATABASE_URL, and that Django's SESSION_ENGINE is db or cached_db.";
}
