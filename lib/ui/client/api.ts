import { type Answer, type Call, send } from "./send";
import { refreshTokens } from "./this_tab";
import { tabTokens } from "./tokens";

/**
 * A call in the name of the tokens, in this tab or in cookies. A 401 may only mean that the access token has run out:
 * one refresh, one more try, and whatever that says is the answer.
 */
export async function callWithTokens(path: string, call: Omit<Call, "bearer">): Promise<Answer> {
  const since = Date.now();
  const used = tabTokens()?.access;
  const first = await send(path, { ...call, bearer: used });
  if (first.ok || first.failure.kind !== "detail" || first.failure.status !== 401) return first;
  // Another caller of this tab may have renewed them meanwhile.
  if (tabTokens()?.access === used) {
    const outcome = await refreshTokens(call.language, since);
    // Whether the tokens still hold nobody knows; a 401 would say that they do not.
    if (outcome === "unreachable") return { ok: false, failure: { kind: "network" } };
    if (outcome === "ended") return first;
  }
  return send(path, { ...call, bearer: tabTokens()?.access });
}
