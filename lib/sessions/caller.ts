import type { ForwardedRequest } from "@/lib/contract/forwarded_request";

/** Who sent a request, as far as the request tells. Only what starts, reads or ends a sign-in needs it. */
export interface Caller {
  /** Aborted when the client is gone; undefined where that cannot be told. */
  readonly signal?: AbortSignal | undefined;
  /** Null where the server that took the request does not know it. */
  readonly address: string | null;
  /** The port at the other end of the connection, where that is known. */
  readonly connection?: number | undefined;
  /** Cut by lib/http to a length that is worth storing; pages, which store none, pass it whole. */
  readonly userAgent: string | null;
  /** Whether one of our own pages sent it: tokens then travel in cookies, whatever AUTH_COOKIE says. */
  readonly isPage: boolean;
  /** What a trusted proxy tells of the request that it asks about; absent for all other requests. */
  readonly forwarded?: ForwardedRequest | undefined;
  /** @param name lower case */
  header(name: string): string | null;
  /** The cookie's value; null also where several of the name came, since one of them may be planted. */
  cookie(name: string): string | null;
  /** Whether a cookie of the name came at all, however many. */
  hasCookie(name: string): boolean;
  /** All different values that came under the name: for what is to end, whichever of them counts. */
  cookies(name: string): readonly string[];
}
