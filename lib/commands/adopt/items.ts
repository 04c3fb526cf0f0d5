/** What follows from a description: a line of `.env`, a value that only people can copy, or a thing to know. */
export type Item =
  | { readonly kind: "line"; readonly name: string; readonly value: string; readonly reason: string }
  | { readonly kind: "ask"; readonly name: string; readonly reason: string }
  | { readonly kind: "note"; readonly text: string };

/** A setting that the description decides. */
export function line(name: string, value: string, reason: string): Item {
  return { kind: "line", name, value, reason };
}

/** A setting that the description does not have, because it is a secret. */
export function ask(name: string, reason: string): Item {
  return { kind: "ask", name, reason };
}

/** What has no setting, or needs a decision. */
export function note(text: string): Item {
  return { kind: "note", text };
}
