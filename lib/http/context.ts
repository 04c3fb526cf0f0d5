import type { ForwardedRequest } from "@/lib/contract/forwarded_request";
import type { Runtime } from "./runtime";

/** What an endpoint runs on, besides the request. */
export interface Context extends Runtime {
  /** The caller's address, where the server that took the request knows it. */
  readonly address: string | null;
  /** The port at the other end of the connection, which tells connections from one address apart. */
  readonly connection?: number | undefined;
  /** What a trusted proxy tells of the request that it asks about, where the row is for proxies. */
  readonly forwarded?: ForwardedRequest | undefined;
}
