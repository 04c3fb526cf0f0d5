import type { Store } from "./open";
import { type Step, timeText } from "./statements";

/** What is to be sent. */
export interface OutboxRow {
  readonly id: string;
  /** What it is: a mail's name. */
  readonly kind: string;
  /** Whom it is about; null where that is not known yet. */
  readonly userKey: string | null;
  /** What it is made from when it is sent. No secret: whatever opens an account is computed only then. */
  readonly facts: Readonly<Record<string, string>>;
  readonly at: Date;
}

/** Inserts something to be sent, as a step of the transaction that causes it. */
export function outboxStep({ schema }: Store, { id, kind, userKey, facts, at }: OutboxRow): Step {
  const time = timeText(schema.engine, at);
  return {
    sql: "INSERT INTO latchkey_outbox (id, kind, user_key, facts, created_at, due_at, tries) VALUES (?, ?, ?, ?, ?, ?, 0)",
    params: [id, kind, userKey, JSON.stringify(facts), time, time],
  };
}
