import { UsageError } from "../run_command.js";
import type { WantedSource } from "./open_source";
import { type TimeReader, timeReader } from "./times";

export const USAGE = `npm run import -- --from django.sqlite3 | postgresql://… | dumpdata.json
  [--dry-run] [--report import-report.csv] [--time-zone Asia/Seoul] [--without-tokens]
  [--user-table auth_user] [--user-pk id] [--username-column username]
  [--email-column email|none] [--age-column age|none] [--joined-column date_joined|none]
  [--model auth.user]
Imports a Django project's users, and the refresh tokens that simplejwt has listed, into the database of DATABASE_URL.
  --dry-run         reads and checks everything, and writes the report alone
  --time-zone       Django's TIME_ZONE, where USE_TZ is False and the source is SQLite or a dump
  --user-table …    where the user table or its columns cannot be found out; for a dump --model, and the names of fields
Exit code 0: everything is taken; 1: some rows are not, see the report; 2: it could not run, or not to its end.`;

export const OPTIONS = {
  from: { type: "string" },
  "dry-run": { type: "boolean" },
  report: { type: "string" },
  "time-zone": { type: "string" },
  "without-tokens": { type: "boolean" },
  "user-table": { type: "string" },
  "user-pk": { type: "string" },
  "username-column": { type: "string" },
  "email-column": { type: "string" },
  "age-column": { type: "string" },
  "joined-column": { type: "string" },
  model: { type: "string" },
} as const;

type Values = { readonly [Name in keyof typeof OPTIONS]?: string | boolean | undefined };

export interface Options {
  readonly source: WantedSource;
  readonly isDryRun: boolean;
  readonly withTokens: boolean;
  readonly report: string;
  readonly times: TimeReader;
}

/** @throws UsageError */
export function readOptions(values: Values): Options {
  const text = (name: keyof Values) => {
    const value = values[name];
    if (value === "") throw new UsageError(`--${name} is empty.`);
    return typeof value === "string" ? value : undefined;
  };
  const column = (name: keyof Values) => (text(name) === "none" ? null : text(name));
  const from = text("from");
  if (from === undefined) throw new UsageError("--from is missing: what is to be imported?");
  return {
    source: {
      from,
      table: text("user-table"),
      key: text("user-pk"),
      username: text("username-column"),
      email: column("email-column"),
      age: column("age-column"),
      dateJoined: column("joined-column"),
      model: text("model"),
    },
    isDryRun: values["dry-run"] === true,
    withTokens: values["without-tokens"] !== true,
    report: text("report") ?? "import-report.csv",
    times: timesIn(text("time-zone") ?? "UTC"),
  };
}

function timesIn(zone: string): TimeReader {
  try {
    return timeReader(zone);
  } catch {
    throw new UsageError(`--time-zone must be a name of the IANA's, such as Asia/Seoul: ${zone} is none.`);
  }
}
