/**
 * The rooms of the project, as lib/architecture.test.ts enforces them and `npm run docs` writes them into CONTRIBUTING.md.
 * A request goes down this table.
 */

interface Room {
  readonly holds: string;
  /** The other rooms whose files its own may import. */
  readonly imports: readonly string[];
  /** Of which of those it may import a part only: its types, or these of its files. */
  readonly partly?: Readonly<Record<string, "types" | readonly string[]>>;
}

export const ROOMS: Readonly<Record<string, Room>> = {
  app: {
    holds: "Route files of one line, pages of a few.",
    imports: ["lab", "http", "pages", "ui", "contract"],
  },
  server: {
    holds:
      "What `npm start` runs: the HTTP server in front of Next.js, its worker processes, the process that computes their hashes.",
    imports: [
      "lab",
      "http",
      "jobs",
      "mail",
      "scope",
      "settings",
      "store",
      "events",
      "credentials",
      "contract",
    ],
    partly: {
      contract: ["language_cookie", "forwarded_request", "mode", "lab", "parse_url"],
      mail: ["mailbox", "escape_html"],
    },
  },
  commands: {
    holds:
      "What `npm run …` runs. Files that must work before anything is installed are JavaScript. No other room imports it.",
    imports: [
      ...["server", "jobs", "http", "accounts", "sessions", "scope"],
      ...["settings", "store", "contract", "credentials"],
    ],
  },
  ui: {
    holds: "Components, styles and texts of the pages; besides `app`, the only room with components.",
    imports: ["contract", "pages"],
  },
  pages: {
    holds:
      "What a page is rendered from: its language, and the credentials that came with its request, each read once in a rendering (React's `cache`).",
    imports: ["lab", "http", "sessions", "accounts", "scope", "settings", "contract"],
  },
  lab: {
    holds:
      "The lab: each visitor's own database, settings, keys and clock. What is done there are requests to `http`, and to a service that verifies tokens by `client`.",
    imports: [
      ...["http", "usecases", "sessions", "accounts", "scope", "settings", "store", "events"],
      ...["credentials", "client", "contract"],
    ],
    partly: { usecases: "types", sessions: "types" },
  },
  http: {
    holds:
      "From a Fetch `Request` to a `Response`: the table of endpoints, its router, bodies, cookies, checks of the origin, the OpenAPI document.",
    imports: [
      ...["usecases", "sessions", "accounts", "scope"],
      ...["settings", "store", "events", "credentials", "contract"],
    ],
    partly: { store: ["errors", "open"] },
  },
  usecases: {
    holds: "One function per endpoint; no use case imports another.",
    imports: ["accounts", "sessions", "mail", "scope", "events", "store", "contract"],
  },
  jobs: {
    holds:
      "What runs without a request: hourly, and every few seconds where something is to be sent. Sending mail, posting events, deleting expired rows, recording addresses that Django wrote, copying our blacklist into simplejwt's tables.",
    imports: [
      "accounts",
      "sessions",
      "mail",
      "scope",
      "settings",
      "store",
      "events",
      "credentials",
      "contract",
    ],
  },
  sessions: {
    holds: "Cookie sessions and token families: start, authenticate, refresh, end.",
    imports: ["accounts", "mail", "scope", "events", "credentials", "store", "settings", "contract"],
    partly: { accounts: "types" },
  },
  accounts: {
    holds: "User accounts: make one, sign in to one.",
    imports: ["mail", "scope", "events", "credentials", "store", "settings", "contract"],
  },
  mail: {
    holds:
      "Mails to users: one function a message, which writes it to the outbox in the transaction that causes it; their texts in both languages.",
    imports: ["scope", "store", "contract"],
  },
  scope: {
    holds:
      "What accounts, sessions, commands and jobs share, whoever asks: the settings, the store, the time.",
    imports: ["settings", "store"],
  },
  events: {
    holds:
      "One function per event: a log line and, for events of an account, a row that commits with the change it reports.",
    imports: ["scope", "store", "contract"],
    partly: { contract: ["event_names"] },
  },
  settings: {
    holds: "Environment variables: defined, read and checked once at the start, frozen.",
    imports: ["contract", "credentials", "store"],
    partly: { store: ["address", "user_mapping"] },
  },
  credentials: {
    holds:
      "Password hashers and validators, JWT, seals, digests: values in, values out, without settings or database.",
    imports: [],
  },
  store: {
    holds:
      "The only room that knows the databases' drivers: files by subject, with statements that both engines understand. It decides races by constraints and conditional updates.",
    imports: [],
  },
  client: {
    holds:
      "What other apps use to know who is signed in. They copy it: it imports nothing else of ours, and of packages jose, and in the files for Next.js those of Next.js.",
    imports: [],
  },
  contract: {
    holds: "What callers see: fields, codes, texts in both languages. Runs in the browser, too.",
    imports: [],
  },
};

/** A room's folder. */
export function folderOf(room: string): string {
  return room === "app" ? "app" : `lib/${room}`;
}

/** The rooms as a Markdown table. */
export function roomsMarkdown(): string {
  const rows = Object.entries(ROOMS).map(
    ([name, room]) => `| \`${folderOf(name)}/\` | ${room.holds} | ${imports(room)} |`,
  );
  return ["| room | what lives there | may import |", "| --- | --- | --- |", ...rows].join("\n");
}

function imports({ imports, partly = {} }: Room): string {
  const named = imports.map((name) => {
    const part = partly[name];
    if (part === undefined) return name;
    return `${name} (${part === "types" ? "types only" : `${part.join(", ")} only`})`;
  });
  return named.join(", ") || "none";
}
