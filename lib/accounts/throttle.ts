import { ApiError } from "@/lib/contract/errors";
import { networkOf } from "@/lib/credentials/network_of";
import { throttled } from "@/lib/events/server_events";
import type { Scope } from "@/lib/scope/scope";
import type { Step } from "@/lib/store/statements";
import { clearUsesStep, countUses, findFull, type Limit, type Uses } from "@/lib/store/throttle";
import { dropFull, recallFull, rememberFull } from "./full_windows";

/** What is limited, each by a setting of its own (THROTTLE_SIGNUP). */
type Action = Exclude<keyof Scope["settings"]["limits"], "enabled">;

/** An action, and by whom its uses are counted: a network, an account. */
export interface Limited {
  readonly action: Action;
  /** At most 100 characters. Null where it is not known: then nothing is limited. */
  readonly by: string | null;
  /** What the log says of whom, where `by` tells nobody anything. */
  readonly named?: string | null;
}

/** The network of a client's address, by which its uses are counted. */
export function networkOfClient({ address }: { readonly address: string | null }): string | null {
  return address === null ? null : networkOf(address);
}

/**
 * Counts a use against one or two limits at once. One statement counts and decides, so that many at once, over all workers and
 * instances, get no more than the limit; what one of the limits refuses is not counted against the other.
 * @returns for each of them what was counted; null where nothing is limited
 * @throws ApiError 429 throttled where one of them is beyond its limit
 */
export async function countAgainst(
  scope: Scope,
  ...limited: readonly Limited[]
): Promise<readonly (Uses | null)[]> {
  const limits = limited.map((one) => limitOf(scope, one));
  const held = limits.filter((limit) => limit !== null);
  if (held.length === 0) return limits.map(() => null);
  const known = await recallFull(scope, held);
  if (known !== null) throw refusal(scope, limited, known);
  const counted = await countUses(scope.store, held, scope.now);
  const usesOf = (limit: Limit | null) => counted.find(({ key }) => key === limit?.key) ?? null;
  const isWithin = held.every((limit) => (usesOf(limit)?.uses ?? limit.count + 1) <= limit.count);
  if (isWithin) return limits.map(usesOf);
  // None is full any more where its window has just ended.
  const full = await findFull(scope.store, held, scope.now);
  if (full !== null) rememberFull(scope, full);
  throw refusal(scope, limited, full);
}

/** Looks whether a use would be beyond its limit, without counting it. @throws ApiError 429 throttled */
export async function refuseThrottled(scope: Scope, limited: Limited): Promise<void> {
  const limit = limitOf(scope, limited);
  const full = limit && (await findFull(scope.store, [limit], scope.now));
  if (full) throw refusal(scope, [limited], full);
}

/** Null where there is no limit. */
function limitOf({ settings }: Scope, limited: Limited): Limit | null {
  const rate = settings.limits[limited.action];
  if (!settings.limits.enabled || rate === null || limited.by === null) return null;
  return { key: keyOf(limited), count: rate.count, windowSeconds: rate.seconds };
}

/** Forgets all uses by somebody, as a step of a transaction that begins now. */
export function forgetUsesStep(scope: Scope, limited: Pick<Limited, "action" | "by">): Step {
  const key = keyOf(limited);
  dropFull(scope, key);
  return clearUsesStep(key);
}

function keyOf({ action, by }: Limited): string {
  return `${action} ${by}`;
}

function refusal({ now }: Scope, limited: readonly Limited[], full: Uses | null): ApiError {
  const one = limited.find((each) => keyOf(each) === full?.key);
  if (one !== undefined) throttled(one.action, one.named === undefined ? one.by : one.named);
  const wait = Math.max(1, Math.ceil(((full?.endsAt ?? now).getTime() - now.getTime()) / 1000));
  return new ApiError("throttled", undefined, { headers: { "Retry-After": `${wait}` } });
}
