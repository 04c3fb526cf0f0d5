import type { Store } from "./open";
import type { Step } from "./statements";

/** Deletes Django's row, where we may, so that Django's own views know nobody by it; no step where there is none. */
export function deleteDjangoSessionSteps({ schema }: Store, key: string | null): Step[] {
  if (!schema.endsDjangoSessions || key === null) return [];
  return [{ sql: "DELETE FROM django_session WHERE session_key = ?", params: [key] }];
}
