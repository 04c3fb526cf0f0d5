import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import type { Environment } from "@/lib/settings/read";
import { startTestServer, type TestServer } from "./server";

/** node:http and not fetch, which would keep Cookie, Origin and Sec-Fetch-Site to itself. */
export interface Sent {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly text: string;
  /** The JSON of the text; null where there is none. */
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly setCookies: readonly string[];
}

const agent = new Agent({ keepAlive: true });

export function send(server: Pick<TestServer, "url">, path: string, sent: Sent = {}): Promise<Answer> {
  const body = sent.json === undefined ? sent.body : JSON.stringify(sent.json);
  const method = sent.method ?? (body === undefined ? "GET" : "POST");
  const type = sent.json === undefined ? {} : { "Content-Type": "application/json" };
  // Said by name, because node:http says it for some methods only.
  const length = body === undefined ? {} : { "Content-Length": Buffer.byteLength(body) };
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const outgoing = request({
      hostname,
      port,
      path,
      method,
      agent,
      headers: { ...type, ...length, ...sent.headers },
    });
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("error", reject);
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const { statusCode = 0, headers, rawHeaders } = incoming;
        resolve({
          status: statusCode,
          headers,
          rawHeaders,
          text,
          body: text === "" ? null : JSON.parse(text),
          setCookies: headers["set-cookie"] ?? [],
        });
      });
    });
    outgoing.end(body);
  });
}

/** What a browser is for a server: it keeps cookies, and sends them. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: OutgoingHttpHeaders): Promise<Answer>;
  post(path: string, json?: unknown, headers?: OutgoingHttpHeaders): Promise<Answer>;
}

export function openBrowser(server: TestServer, cookies: Iterable<readonly [string, string]> = []): Browser {
  const jar = new Map(cookies);
  const exchange = async (path: string, sent: Sent): Promise<Answer> => {
    const answer = await send(server, path, { ...sent, headers: { ...cookieHeader(jar), ...sent.headers } });
    for (const { name, value, attributes } of answer.setCookies.map(parseSetCookie)) {
      if (attributes.get("max-age") === "0") jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  return {
    cookies: jar,
    get: (path, headers = {}) => exchange(path, { headers }),
    post: (path, json = {}, headers = {}) => exchange(path, { json, headers }),
  };
}

/** A second browser with a copy of the first one's cookies. */
export function copyOf(server: TestServer, browser: Browser): Browser {
  return openBrowser(server, browser.cookies);
}

export function cookieHeader(cookies: Iterable<readonly [string, string]>): OutgoingHttpHeaders {
  const pairs = [...cookies].map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? {} : { Cookie: pairs.join("; ") };
}

export function bearer(token: string): OutgoingHttpHeaders {
  return { Authorization: `Bearer ${token}` };
}

export function parseSetCookie(line: string): {
  name: string;
  value: string;
  attributes: Map<string, string>;
} {
  const [pair = "", ...attributes] = line.split("; ");
  const [name = "", value = ""] = split(pair);
  return {
    name,
    value,
    attributes: new Map(
      attributes.map((attribute) => {
        const [key = "", text = ""] = split(attribute);
        return [key.toLowerCase(), text];
      }),
    ),
  };
}

function split(pair: string): string[] {
  const at = pair.indexOf("=");
  return at < 0 ? [pair] : [pair.slice(0, at), pair.slice(at + 1)];
}

export const PASSWORD = "correct horse";

let counter = 0;
/** A name that no other test of this process uses. */
export function newName(): string {
  counter += 1;
  return `someone${counter}`;
}

export interface Tokens {
  readonly access: string;
  readonly refresh: string;
}

/** Signs a new user up by JWT; tokens travel in bodies. */
export async function signUpForTokens(server: TestServer, username = newName()): Promise<Tokens> {
  const answer = await send(server, "/user/jwt_signup", { json: { username, password: PASSWORD } });
  return tokensOf(answer);
}

export function tokensOf({ status, body }: Answer): Tokens {
  if (typeof body?.access !== "string" || typeof body.refresh !== "string")
    throw new Error(`no tokens in ${status} ${JSON.stringify(body)}`);
  return { access: body.access, refresh: body.refresh };
}

/** Signs a new user up by session. */
export async function signUpForSession(server: TestServer, username = newName()): Promise<Browser> {
  const browser = openBrowser(server);
  await browser.post("/user/session_signup", { username, password: PASSWORD });
  return browser;
}

/** Runs a check against a server of its own. */
export async function withServer(
  environment: Environment,
  check: (server: TestServer) => Promise<void>,
): Promise<void> {
  const server = await startTestServer(environment);
  try {
    await check(server);
  } finally {
    await server.close();
  }
}

type Row = Readonly<Record<string, unknown>>;

const TABLES = {
  sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  postgresql: "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY name",
} as const;

/** Every row of every table, by the table's name. */
export async function tableRows({ store }: TestServer): Promise<Record<string, readonly Row[]>> {
  const tables = await store.$queryRawUnsafe<{ name: string }[]>(TABLES[store.statements.engine]);
  const entries = tables.map(async ({ name }) => [
    name,
    await store.$queryRawUnsafe<Row[]>(`SELECT * FROM "${name}" ORDER BY 1`),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}
