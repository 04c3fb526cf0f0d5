import { ApiError } from "@/lib/contract/errors";
import { networkOf } from "@/lib/credentials/network_of";
import { throttled } from "@/lib/events/events";
import type { Scope } from "@/lib/scope/scope";
import { countUse, findUses, type Uses } from "@/lib/store/throttle";

/** What is limited, each by a setting of its own (THROTTLE_SIGNUP). */
type Action = Exclude<keyof Scope["settings"]["limits"], "enabled">;

/** An action, and by whom its uses are counted: an address, an account. */
export interface Limited {
  readonly action: Action;
  /** Null where it is not known: then nothing is limited. */
  readonly by: string | null;
}

/** The network of a client's address, by which its uses are counted. */
export function networkOfClient({ address }: { readonly address: string | null }): string | null {
  return address === null ? null : networkOf(address);
}

/**
 * Counts a use. One statement counts and decides, so that many at once, over all workers and instances, get no more than the
 * limit.
 * @throws ApiError 429 throttled where this one is beyond it
 */
export async function countAgainst(scope: Scope, limited: Limited): Promise<void> {
  const limit = limitOf(scope, limited);
  if (limit === null) return;
  const counted = await countUse(scope.store, limit.window);
  if (counted.uses > limit.count) throw refusal(scope, limited, counted);
}

/** Looks whether a use would be beyond its limit, without counting it. @throws ApiError 429 throttled */
export async function refuseThrottled(scope: Scope, limited: Limited): Promise<void> {
  const limit = limitOf(scope, limited);
  const counted = limit && (await findUses(scope.store, limit.window));
  if (counted && counted.uses >= limit.count) throw refusal(scope, limited, counted);
}

/** Null where there is no limit. */
function limitOf({ settings, now }: Scope, { action, by }: Limited) {
  const rate = settings.limits[action];
  if (!settings.limits.enabled || rate === null || by === null) return null;
  return { count: rate.count, window: { key: `${action} ${by}`, at: now, windowSeconds: rate.seconds } };
}

function refusal({ now }: Scope, { action, by }: Limited, { endsAt }: Uses): ApiError {
  throttled(action, by);
  const wait = Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 1000));
  return new ApiError("throttled", undefined, { headers: { "Retry-After": `${wait}` } });
}
