import { Refusal } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "./caller";
import { type LiveToken, refreshPolicy, requireLive } from "./live_token";
import { isInGrace } from "./refresh";

/** The refresh token of the cookie where a refresh would take it now, also one that was rotated within the grace period. */
export async function liveRefreshToken(scope: Scope, caller: Caller): Promise<LiveToken | null> {
  const text = caller.cookie(scope.settings.jwt.cookies.refresh.name);
  if (text === null) return null;
  try {
    const live = await requireLive(scope, text, REFRESHABLE);
    const isRotated = live.row !== null && live.row.successorJti !== null;
    return !isRotated || isInGrace(scope, live.row) ? live : null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** What a refresh demands of its token. Unlike a refresh, showing a revoked token does not blacklist it. */
const REFRESHABLE = refreshPolicy("RefreshToken", async () => {});
