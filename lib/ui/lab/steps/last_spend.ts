import type { LabKey, LabRequest, LabView } from "@/lib/contract/lab";
import { nameOf } from "./chain_links";

/**
 * What came of a refresh: a successor, the same as before, another one than before, or only an access token; or its refusal, since it
 * counts as stolen, has ended, or has run out.
 */
export interface Spend {
  readonly kind: "successor" | "same" | "another" | "access" | "stolen" | "ended" | "expired";
  /** The id of its request. */
  readonly request: number;
  /** The name of the token that was spent, and of the one that it got: "R1", "R2". */
  readonly from: string;
  readonly to: string;
  /** The lines of the server's log that say so. */
  readonly log: readonly string[];
}

/** What came of the visitor's last refresh; null: there was none. */
export function lastSpend(view: LabView): Spend | null {
  const spends = view.requests.filter(({ act, holder }) => act === "refresh" && holder === "you");
  const request = spends.at(-1);
  const sent = request && spentKey(view, request);
  if (!sent) return null;
  const got = handedOut(view, request).find(({ kind }) => kind === "refresh");
  const before = spends.filter((each) => each !== request && spentKey(view, each)?.jti === sent.jti);
  const from = nameOf(sent);
  const to = got === undefined ? "" : nameOf(got);
  const log = request.log.filter((line) => line.includes(REUSED));
  const spend = { request: request.id, from, to, log };
  if (request.status !== 200) return { kind: refusalKind(sent, request, log), ...spend };
  if (got === undefined) return { kind: "access", ...spend };
  if (!before.some(({ status }) => status === 200)) return { kind: "successor", ...spend };
  // Made anew, the same successor has another signature.
  const isSame = before.some((each) => handedOut(view, each).some(({ jti }) => jti === got.jti));
  return { kind: isSame ? "same" : "another", ...spend };
}

const REUSED = "refresh_token_reused";

function refusalKind(sent: LabKey, request: LabRequest, log: readonly string[]): Spend["kind"] {
  if (log.length > 0) return "stolen";
  return request.at >= sent.expiresAt ? "expired" : "ended";
}

function spentKey({ keys }: LabView, request: LabRequest): LabKey | undefined {
  return keys.find(({ id, kind }) => kind === "refresh" && request.keys.includes(id));
}

/** The credentials that an answer held, in its body or in cookies. */
export function handedOut({ keys }: LabView, { answer, setCookies }: LabRequest): readonly LabKey[] {
  const text = [answer, ...setCookies].join("\n");
  return keys.filter(({ raw, copyOf }) => copyOf === null && text.includes(raw));
}
