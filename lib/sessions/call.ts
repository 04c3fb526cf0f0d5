import type { SetCookie } from "@/lib/contract/cookie";
import type { ApiError } from "@/lib/contract/errors";
import type { Settings } from "@/lib/settings/settings";
import type { Store } from "@/lib/store/open";

/** What sessions and use cases know of a request. */
export interface Call {
  readonly settings: Settings;
  readonly store: Store;
  /** The one instant of this request. */
  readonly now: Date;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** @param name lower case */
  header(name: string): string | null;
  /** The cookie's value; null also where several of the name came, since one of them may be planted. */
  cookie(name: string): string | null;
}

/** An answer before it is one: without a body it is empty; a refusal is one that sets or clears cookies, too. */
export type Reply =
  | { readonly status: number; readonly body?: unknown; readonly cookies?: readonly SetCookie[] }
  | { readonly refusal: ApiError; readonly cookies: readonly SetCookie[] };

/** How often the last use of a sign-in is written down at most; seconds. */
export const TOUCH_INTERVAL = 60;

/** Whole seconds since the epoch, as tokens count. */
export function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

export function later(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}
