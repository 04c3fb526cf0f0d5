import type { LabFindings } from "@/lib/contract/lab";
import type { SentRequest } from "./sent_request";

const TOKENS = /\bey[\w-]+\.[\w-]+\.[\w-]+/g;
/** The event by which Latchkey tells that a refresh token was used again after its successor, or after the grace period. */
const REUSED = "refresh_token_reused";

/**
 * What came of refresh tokens that were spent more than once, by whomever: whether the same successor was handed out, and when the
 * family fell at last. The same successor may have another signature, but has the same `jti`. Null: none that had a successor was.
 */
export function spentTwice(sent: readonly SentRequest[]): LabFindings["twice"] {
  const successors = new Map<string, string>();
  const again: { at: number; isSame: boolean; line: string | undefined }[] = [];
  for (const request of sent) {
    const jti = spentBy(request);
    if (jti === null) continue;
    const former = successors.get(jti);
    const successor = request.status === 200 ? successorIn(request) : null;
    const line = request.log.find((one) => one.includes(`"${REUSED}"`));
    if (former !== undefined) again.push({ at: request.at, isSame: successor === former, line });
    if (successor !== null) successors.set(jti, successor);
  }
  if (again.length === 0) return null;
  const fall = again.findLast(({ line }) => line !== undefined);
  return {
    gotSameSuccessor: again.some(({ isSame }) => isSame),
    fellAt: fall?.at ?? null,
    line: fall?.line ?? null,
  };
}

/** The `jti` of the refresh token that a request spends. */
function spentBy({ key, method, path }: SentRequest): string | null {
  return method === "POST" && path === "/user/jwt_refresh" && key?.kind === "refresh" ? key.jti : null;
}

/** The `jti` of the refresh token that an answer holds, in its body or in a cookie. */
function successorIn({ answer, setCookies }: SentRequest): string | null {
  const tokens = [answer, ...setCookies].join("\n").match(TOKENS) ?? [];
  const claims = tokens.map((token) =>
    JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()),
  );
  const jti: unknown = claims.find(({ token_type }) => token_type === "refresh")?.jti;
  return typeof jti === "string" ? jti : null;
}
