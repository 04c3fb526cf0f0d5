import { refreshTokens } from "./refresh";
import { type Answer, type Call, send } from "./send";
import { tabTokens } from "./tokens";

/**
 * A call in the name of this tab's tokens. A 401 may only mean that the access token has run out: one refresh, one
 * more try, and whatever that says is the answer.
 */
export async function callWithTokens(path: string, call: Omit<Call, "bearer">): Promise<Answer> {
  const first = await send(path, { ...call, bearer: tabTokens()?.access });
  if (first.ok || first.failure.kind !== "detail" || first.failure.status !== 401) return first;
  if ((await refreshTokens(call.language)) !== "refreshed") return first;
  return send(path, { ...call, bearer: tabTokens()?.access });
}
