import { Agent, request } from "node:http";
import { type Claims, claimsOf } from "./tokens";

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly retryAfter: string | undefined;
  /** The cookies that were set, as they are sent back. */
  readonly cookies: string;
}

export interface Pair {
  readonly access: string;
  readonly refresh: string;
}

export const PASSWORD = "correct horse";

const agent = new Agent({ keepAlive: true });

/** A request to a server of which only the address is known. @throws where the connection breaks */
export function call(
  url: string,
  path: string,
  sent: { json?: unknown; bearer?: string; cookies?: string } = {},
): Promise<Answer> {
  const body = sent.json === undefined ? undefined : JSON.stringify(sent.json);
  const { hostname, port } = new URL(url);
  const headers = {
    ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    ...(sent.bearer === undefined ? {} : { Authorization: `Bearer ${sent.bearer}` }),
    ...(sent.cookies === undefined ? {} : { Cookie: sent.cookies }),
  };
  const method = body === undefined ? "GET" : "POST";
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path, method, headers, agent }, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("error", reject);
      incoming.on("data", (chunk: string) => {
        text += chunk;
      });
      incoming.on("end", () => {
        resolve({
          status: incoming.statusCode ?? 0,
          body: text === "" ? null : JSON.parse(text),
          retryAfter: incoming.headers["retry-after"],
          cookies: (incoming.headers["set-cookie"] ?? []).map((line) => line.split(";", 1)[0]).join("; "),
        });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

export function signUp(url: string, username: string): Promise<Answer> {
  return call(url, "/user/jwt_signup", { json: { username, password: PASSWORD } });
}

export function signIn(url: string, username: string): Promise<Answer> {
  return call(url, "/user/jwt_signin", { json: { username, password: PASSWORD } });
}

export function refresh(url: string, token: string): Promise<Answer> {
  return call(url, "/user/jwt_refresh", { json: { refresh: token } });
}

export function signOut(url: string, token: string): Promise<Answer> {
  return call(url, "/user/jwt_signout", { json: { refresh: token } });
}

export function me(url: string, access: string): Promise<Answer> {
  return call(url, "/user/me", { bearer: access });
}

/** The tokens of an answer that must hold some. */
export function pairOf({ status, body }: Answer): Pair {
  const { access, refresh } = body ?? {};
  if (typeof access !== "string" || typeof refresh !== "string")
    throw new Error(`no tokens in ${status} ${JSON.stringify(body)}`);
  return { access, refresh };
}

/** What makes one refresh token another one than its predecessor. */
export function identityOf(token: string): { jti: string; iat: number; exp: number } {
  const { jti, iat, exp }: Claims = claimsOf(token);
  return { jti: String(jti), iat, exp };
}

export function jtiOf(token: string): string {
  return identityOf(token).jti;
}
