/** How a column's value is told: times as ISO 8601 in UTC, JSON as what it says. */
export type Kind = "value" | "time" | "boolean" | "json";

/** Rows of a table that are a user's: what is told of each, by the name under which it is told. */
export interface Told {
  readonly table: string;
  /** The order of its rows: columns that are together unique. */
  readonly order: readonly [string, ...string[]];
  readonly columns: Readonly<Record<string, readonly [column: string, kind: Kind]>>;
}

const SIGN_IN = {
  id: ["id", "value"],
  created: ["created_at", "time"],
  authenticated: ["authenticated_at", "time"],
  last_used: ["last_used_at", "time"],
  expires: ["expires_at", "time"],
  address: ["address", "value"],
  user_agent: ["user_agent", "value"],
} as const satisfies Told["columns"];

/**
 * What is told of a user, table by table: all that is stored of them but what is secret or says nothing of them, such as digests
 * and keys. A test compares it with the database's tables and columns.
 */
export const TOLD = {
  sessions: { table: "latchkey_session", order: ["created_at", "id"], columns: SIGN_IN },
  token_families: {
    table: "latchkey_family",
    order: ["created_at", "id"],
    columns: { ...SIGN_IN, ended: ["ended_at", "time"] },
  },
  email_addresses: {
    table: "latchkey_address",
    order: ["user_key"],
    columns: {
      address: ["address", "value"],
      compared_as: ["folded", "value"],
      claimed: ["claimed", "boolean"],
      verified: ["verified_at", "time"],
    },
  },
  address_proofs: {
    table: "latchkey_email_proof",
    order: ["user_key"],
    columns: {
      address: ["address", "value"],
      address_then: ["user_email", "value"],
      asked: ["created_at", "time"],
      proven: ["used_at", "time"],
    },
  },
  events: {
    table: "latchkey_event",
    order: ["at", "id"],
    columns: {
      id: ["id", "value"],
      event: ["name", "value"],
      at: ["at", "time"],
      address: ["address", "value"],
      facts: ["facts", "json"],
    },
  },
  waiting_mails: {
    table: "latchkey_outbox",
    order: ["created_at", "id"],
    columns: { mail: ["kind", "value"], created: ["created_at", "time"], facts: ["facts", "json"] },
  },
  authenticator_apps: {
    table: "latchkey_totp",
    order: ["user_key"],
    columns: { confirmed: ["confirmed_at", "time"], pending_since: ["pending_at", "time"] },
  },
  recovery_codes: {
    table: "latchkey_recovery_code",
    order: ["digest"],
    columns: { created: ["created_at", "time"] },
  },
} as const satisfies Readonly<Record<string, Told>>;
