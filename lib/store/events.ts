import type { Store } from "./open";
import { type Step, timeText } from "./statements";

/** Something that happened to an account. */
export interface EventRow {
  readonly id: string;
  readonly at: Date;
  readonly name: string;
  readonly userKey: string;
  /** The network address of the request. */
  readonly address: string | null;
  readonly facts: Readonly<Record<string, string | number | null>>;
}

/** Inserts an event, as a step of the transaction that makes the change it reports. */
export function eventStep({ schema }: Store, { id, at, name, userKey, address, facts }: EventRow): Step {
  return {
    sql: "INSERT INTO latchkey_event (id, at, name, user_key, address, facts) VALUES (?, ?, ?, ?, ?, ?)",
    params: [id, timeText(schema.engine, at), name, userKey, address, JSON.stringify(facts)],
  };
}
