import { allDefinitions } from "@/lib/settings/definitions";
import type { Description } from "./description";
import { type Item, note } from "./items";
import { passwordLines } from "./password_lines";
import { projectLines } from "./project_lines";
import { tokenLines } from "./token_lines";
import { userLines } from "./user_lines";

/** A line of `.env`, and why it is there. */
export type EnvLine = Omit<Extract<Item, { kind: "line" }>, "kind">;

export interface EnvLines {
  readonly lines: readonly EnvLine[];
  /** Secrets that a description does not have: somebody has to copy them from Django's settings. */
  readonly asked: readonly { readonly name: string; readonly reason: string }[];
  /** Sentences about what has no setting, or needs a decision. */
  readonly notes: readonly string[];
}

/** The settings with which Latchkey works beside a Django project. A value that our settings refuse becomes a note. */
export function envLines(description: Description): EnvLines {
  const definitions = new Map(allDefinitions().map((definition) => [definition.name, definition]));
  const items = [userLines, projectLines, passwordLines, tokenLines]
    .flatMap((linesOf) => linesOf(description))
    .map((item) => (item.kind === "line" ? accepted(item, definitions.get(item.name)?.parse) : item));
  return {
    lines: items.flatMap((item) => (item.kind === "line" ? [withoutKind(item)] : [])),
    asked: items.flatMap((item) => (item.kind === "ask" ? [withoutKind(item)] : [])),
    notes: items.flatMap((item) => (item.kind === "note" ? [item.text] : [])),
  };
}

function accepted(
  item: Extract<Item, { kind: "line" }>,
  parse: ((text: string) => unknown) | undefined,
): Item {
  try {
    parse?.(item.value);
    return item;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return note(`${item.name} is not set: at Django it is ${item.value}, and here it ${error.message}.`);
  }
}

function withoutKind<T extends Item>({ kind: _, ...rest }: T): Omit<T, "kind"> {
  return rest;
}
