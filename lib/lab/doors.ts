import { ApiError } from "@/lib/contract/errors";
import type { LabDoor } from "@/lib/contract/lab";
import { readBytes } from "@/lib/http/body";
import type { Context } from "@/lib/http/context";
import { respondToError } from "@/lib/http/respond";
import { readLabKeys } from "@/lib/store/lab/keys";
import { beginAct } from "./begin_act";
import { type Lab, withLab } from "./open_labs";
import { sendIn } from "./send";
import type { Sending } from "./sending";

/** Where a terminal knocks. */
interface Door {
  readonly id: string;
  readonly door: LabDoor;
  /** As the door has it. */
  readonly path: string;
}

/** The endpoints of a lab: what is about signing in and out, and the keys. */
const OPEN = /^\/(user|api\/token|\.well-known\/jwks\.json)(\/|$)/;
/** Characters of a terminal's request: it is kept. No credential of a lab's, changed or not, comes near it. */
const MAX_SENT = 4_000;
/** A terminal that such a line is pasted into would take them for keys that were pressed. */
const CONTROL = /(?![\t\n])[\p{Cc}\p{Cf}]/u;
/** Headers of a terminal that count. */
const PASSED = ["accept", "authorization", "content-type", "cookie", "user-agent"];

/** Sends a terminal's request to a door of a lab, which shows it as all others. */
export async function answerTerminal(
  request: Request,
  context: Context,
  { id, door, path }: Door,
): Promise<Response> {
  const { settings } = context;
  try {
    if (!OPEN.test(path)) throw new ApiError("not_found");
    const body = new TextDecoder().decode(await readBytes(request)) || null;
    const answer = await withLab(id, context, async (lab) => {
      await beginAct(lab, "curl");
      return sendIn(lab, await sendingOf(lab, request, { door, path, body }));
    });
    if (answer === null) throw new ApiError("not_found");
    return withLabCookiesOnly(answer);
  } catch (error) {
    return respondToError(error, { language: settings.language, settings, headers: {} }).response;
  }
}

async function sendingOf(
  { store }: Lab,
  request: Request,
  { door, path, body }: { door: LabDoor; path: string; body: string | null },
): Promise<Sending> {
  const headers = PASSED.flatMap((name): [string, string][] => {
    const value = request.headers.get(name);
    return value === null ? [] : [[titled(name), value]];
  });
  const sent = [body, ...headers.map(([, value]) => value)].join("\n");
  const keys = (await readLabKeys(store.statements)).filter(({ raw }) => sent.includes(raw));
  const { search } = new URL(request.url);
  if (sent.length + search.length > MAX_SENT) throw new ApiError("too_large");
  if (CONTROL.test(sent)) throw new ApiError("parse_error", { key: "malformed_request" });
  const sentKeys = keys.map(({ id }) => id);
  return {
    ...{ act: "curl", holder: "terminal", door, method: request.method, path: path + search },
    ...{ headers, body, keys: sentKeys, bend: null },
  };
}

/** As people write it: `Content-Type`. */
function titled(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

/** Others that an endpoint sets have the names that the product's own have. */
function withLabCookiesOnly(answer: Response): Response {
  const headers = new Headers(answer.headers);
  headers.delete("set-cookie");
  for (const line of answer.headers.getSetCookie())
    if (line.startsWith("lab_")) headers.append("set-cookie", line);
  return new Response(answer.body, { status: answer.status, headers });
}
