import { UsageError } from "../run_command.js";

export const USAGE = `npm run user -- WHAT [NAME] [options]
  create NAME        makes an account [--email ADDRESS] [--staff] [--password-stdin | --no-password]
  list               accounts, the newest first [--prefix TEXT] [--limit 50] [--after CURSOR] [--json]
  show NAME          one account: its sign-ins and what has happened to it [--json]
  deactivate NAME    ends all its sign-ins, and lets nobody sign in to it
  activate NAME      lets its owner sign in again
  make-staff NAME    lets its owner into /admin, and Django's admin
  remove-staff NAME  no longer does
  sign-out NAME      ends all its sign-ins
  reset-link NAME    prints a link that sets a new password, once; --mail sends it to the account's address instead
NAME is the account's username or email address; --id ID names it by its key instead.
  --password-stdin   reads the password from the standard input; without it, it is asked for on the terminal
  --no-password      nobody knows a password; the link to set one is printed
Exit code 0: it is done, or was so already; 1: it could not be done; 2: the command or the settings are wrong, or the database
cannot be used.`;

export const OPTIONS = {
  id: { type: "string" },
  email: { type: "string" },
  staff: { type: "boolean" },
  "password-stdin": { type: "boolean" },
  "no-password": { type: "boolean" },
  prefix: { type: "string" },
  limit: { type: "string" },
  after: { type: "string" },
  json: { type: "boolean" },
  mail: { type: "boolean" },
} as const;

type Option = keyof typeof OPTIONS;
type Values = { readonly [Name in Option]?: string | boolean | undefined };

/** Whom a command is about. */
export type Named = { readonly name: string } | { readonly id: string };

export type Act = "deactivate" | "activate" | "make-staff" | "remove-staff" | "sign-out";
const ACTS: readonly string[] = [
  "deactivate",
  "activate",
  "make-staff",
  "remove-staff",
  "sign-out",
] satisfies Act[];

/** What is to be done. */
export type Order =
  | { readonly what: Act; readonly named: Named }
  | { readonly what: "show"; readonly named: Named; readonly json: boolean }
  | { readonly what: "reset-link"; readonly named: Named; readonly mail: boolean }
  | {
      readonly what: "create";
      readonly name: string;
      readonly email: string | undefined;
      readonly staff: boolean;
      readonly password: "asked" | "stdin" | "none";
    }
  | {
      readonly what: "list";
      readonly prefix: string;
      readonly limit: number;
      readonly after: string | null;
      readonly json: boolean;
    };

/** The options that each takes. */
const TAKES: Readonly<Record<Exclude<Order["what"], Act>, readonly Option[]>> = {
  create: ["email", "staff", "password-stdin", "no-password"],
  list: ["prefix", "limit", "after", "json"],
  show: ["id", "json"],
  "reset-link": ["id", "mail"],
};
const MAX_LIMIT = 1000;

/** @param words what stands beside the options. @throws UsageError */
export function readOrder(values: Values, words: readonly string[]): Order {
  const [what = "", name, ...more] = words;
  if (!isWhat(what))
    throw new UsageError(what === "" ? "Say what is to be done." : `There is no ${what} to be done.`);
  if (more.length > 0) throw new UsageError(`One name is enough: what is ${more[0]}?`);
  const takes = isAct(what) ? (["id"] as const) : TAKES[what];
  for (const [option, value] of Object.entries(values)) {
    if (!takes.some((one) => one === option)) throw new UsageError(`${what} takes no --${option}.`);
    if (value === "") throw new UsageError(`--${option} is empty.`);
  }
  if (isAct(what)) return { what, named: namedBy(what, values, name) };
  switch (what) {
    case "show":
      return { what, named: namedBy(what, values, name), json: values.json === true };
    case "reset-link":
      return { what, named: namedBy(what, values, name), mail: values.mail === true };
    case "create":
      return { what, ...newAccount(values, name) };
    case "list":
      return { what, ...listed(values, name) };
  }
}

function isAct(what: string): what is Act {
  return ACTS.includes(what);
}

function isWhat(what: string): what is Order["what"] {
  return isAct(what) || Object.hasOwn(TAKES, what);
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function namedBy(what: string, values: Values, name: string | undefined): Named {
  const id = textOf(values.id);
  if (id !== undefined && name !== undefined) throw new UsageError("Give a name or --id, not both.");
  if (id !== undefined) return { id };
  if (!name) throw new UsageError(`Whom? npm run user -- ${what} NAME`);
  return { name };
}

function newAccount(values: Values, name: string | undefined) {
  if (!name) throw new UsageError("Name the account: npm run user -- create NAME");
  const [stdin, none] = [values["password-stdin"] === true, values["no-password"] === true];
  if (stdin && none) throw new UsageError("Give --password-stdin or --no-password, not both.");
  const password: "stdin" | "none" | "asked" = stdin ? "stdin" : none ? "none" : "asked";
  return { name, email: textOf(values.email), staff: values.staff === true, password };
}

function listed(values: Values, name: string | undefined) {
  if (name !== undefined) throw new UsageError(`list takes no name: did you mean --prefix ${name}?`);
  const limit = textOf(values.limit) ?? "50";
  if (!/^[1-9]\d{0,3}$/.test(limit) || Number(limit) > MAX_LIMIT)
    throw new UsageError(`--limit is a number from 1 to ${MAX_LIMIT}.`);
  return {
    prefix: textOf(values.prefix) ?? "",
    limit: Number(limit),
    after: textOf(values.after) ?? null,
    json: values.json === true,
  };
}
