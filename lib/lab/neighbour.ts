import { AsyncLocalStorage } from "node:async_hooks";
import { createLatchkey, LatchkeyError, type TokenProblem } from "@/lib/client/latchkey";
import { readCookie } from "@/lib/http/cookies";
import { SECURITY_HEADERS } from "@/lib/http/security_headers";

interface NeighbourOptions {
  /** Sends a request to the lab's own Latchkey: for its public keys, at first and then every five minutes at most. */
  readonly ask: (request: Request) => Promise<Response>;
  /** The lab's clock; milliseconds since the epoch. */
  readonly now: () => number;
  /** Names of cookies, where they are others than the lab's own. */
  readonly settings?: { readonly accessCookie?: string; readonly sessionCookie?: string };
}

/** Is not looked up: `ask` answers. */
const LATCHKEY = "http://latchkey.lab";
const PATH = "/user/me";

/** What a token was refused with. */
interface Verdict {
  problem: TokenProblem | null;
}

/**
 * A service beside Latchkey, as most that take JWTs: it holds the keys that verify, by the client that other apps copy, and has no
 * way to the database. `GET /user/me` tells what an access token says (`Authorization: Bearer …`, or its cookie); a token that is
 * not valid is a 401 with the code of the library that found out (jose's `ERR_JWT_EXPIRED`). Where the keys cannot be had, 503.
 */
export function openNeighbour({
  ask,
  now,
  settings = {},
}: NeighbourOptions): (request: Request) => Promise<Response> {
  const { accessCookie = "lab_access_token", sessionCookie = "lab_sessionid" } = settings;
  const verdicts = new AsyncLocalStorage<Verdict>();
  const { verifyOffline } = createLatchkey({
    url: LATCHKEY,
    now,
    fetch: (input, init) => ask(new Request(input, init)),
    onInvalid: (problem) => {
      const verdict = verdicts.getStore();
      if (verdict) verdict.problem = problem;
    },
  });

  const check = async (token: string) => {
    const verdict: Verdict = { problem: null };
    const holder = await verdicts.run(verdict, () => verifyOffline(token));
    if (holder === null) return refuse(verdict.problem);
    const { token_type, exp } = holder.claims;
    return answer(200, { user_id: holder.userId, token_type, exp, checked: "signature and expiry" });
  };

  return async (request) => {
    if (new URL(request.url).pathname !== PATH)
      return answer(404, { detail: `This service has ${PATH} only.`, code: "not_found" });
    if (!["GET", "HEAD"].includes(request.method))
      return answer(405, { detail: "It is read only.", code: "method_not_allowed" }, { Allow: "GET, HEAD" });
    const cookies = request.headers.get("cookie");
    const token = bearerOf(request) ?? readCookie(cookies, accessCookie);
    if (token === null) return noToken(readCookie(cookies, sessionCookie) !== null);
    return check(token).catch((error: unknown) => {
      if (!(error instanceof LatchkeyError)) throw error;
      return answer(503, { detail: error.message, code: "keys_unavailable" });
    });
  };
}

/** RFC 6750, 2.1; the scheme's case does not count. */
function bearerOf({ headers }: Request): string | null {
  return /^Bearer +(\S+) *$/i.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}

function noToken(hasSession: boolean): Response {
  const detail = hasSession
    ? "There is no token. What came is a sealed session cookie: only Latchkey can open the seal, and look up the row that it leads to."
    : "There is no token.";
  return answer(401, { detail, code: "no_token" }, { "WWW-Authenticate": "Bearer" });
}

/** RFC 6750, 3.1. */
function refuse(problem: TokenProblem | null): Response {
  const { message: detail, code } = problem ?? {
    message: "The token is not valid.",
    code: "ERR_JWT_INVALID",
  };
  return answer(401, { detail, code }, { "WWW-Authenticate": 'Bearer error="invalid_token"' });
}

function answer(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(body, {
    status,
    headers: { "Cache-Control": "no-store", Vary: "Authorization, Cookie", ...SECURITY_HEADERS, ...headers },
  });
}
