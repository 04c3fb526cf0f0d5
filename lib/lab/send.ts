import { ApiError } from "@/lib/contract/errors";
import type { LabRequest } from "@/lib/contract/lab";
import { collectLogLines } from "@/lib/events/log";
import { countLabRequest, noteLabRequest } from "@/lib/store/lab/state";
import { recordedStore } from "@/lib/store/recorded";
import { curlLine } from "./curl_line";
import { takeFrom } from "./held_keys";
import { addressOf } from "./holders";
import { neighbourOf } from "./neighbours";
import type { Lab } from "./open_labs";
import { answerOurs } from "./ours";
import type { RequestFacts, Sending } from "./sending";

/** How many requests a lab may send in its time. */
export const MAX_REQUESTS = 200;
/** Characters of an answer that are kept. */
const MAX_ANSWER = 2000;
/** Characters of a statement that are kept. */
const MAX_SQL = 400;

/**
 * Sends a request to one of the doors, notes it with what it did, and gives its sender what credentials the answer brought.
 * @returns the answer
 * @throws ApiError 429 throttled where the lab has sent as many as it may
 */
export async function sendIn(lab: Lab, sending: Sending): Promise<Response> {
  if (!(await countLabRequest(lab.store, MAX_REQUESTS))) throw new ApiError("throttled");
  const at = lab.now();
  const statements: LabRequest["statements"][number][] = [];
  const log: string[] = [];
  const store = recordedStore(lab.store, ({ sql, ...done }) =>
    statements.push({ ...done, sql: shortened(sql) }),
  );
  const began = performance.now();
  const response = await collectLogLines(log, () => answer({ ...lab, store }, sending), lab.now);
  const took = performance.now() - began;
  const text = await response.clone().text();
  const { act, holder, door, method, path, headers, body, keys, bend } = sending;
  const facts: RequestFacts = {
    ...{ at, act, holder, door, keys, bend, method, path, headers, body },
    status: response.status,
    setCookies: response.headers.getSetCookie(),
    answer: text.slice(0, MAX_ANSWER),
    refusal: response.ok ? null : codeIn(text, response.status),
    statements,
    log,
    took: Math.round(took * 10) / 10,
    curl: curlLine(lab, sending),
  };
  await noteLabRequest(lab.store, facts);
  // A credential that was changed is sent by hand: its sender keeps what they hold.
  if (bend === null) await takeFrom(lab, sending, response, text);
  return response;
}

/** The door's answer: Latchkey's own, on the lab's settings, database and clock, or the neighbour's. */
async function answer(lab: Lab, { door, holder, ...sending }: Sending): Promise<Response> {
  const { method, path, headers, body } = sending;
  const url = new URL(path, lab.settings.origin);
  const request = new Request(url, { method, headers: headers.map(([...pair]) => pair), body });
  return door === "ours" ? answerOurs(lab, request, addressOf(holder)) : neighbourOf(lab)(request);
}

function shortened(sql: string): string {
  const text = sql.replace(/\s+/g, " ").trim();
  return text.length > MAX_SQL ? `${text.slice(0, MAX_SQL)} …` : text;
}

/** Why a request was refused: the code of the answer, else its status. */
function codeIn(text: string, status: number): string {
  try {
    const { code } = JSON.parse(text);
    return typeof code === "string" ? code : String(status);
  } catch {
    return String(status);
  }
}
