/** A request to another app, about which a proxy asks. Each is null where it was not told, or is not well formed. */
export interface ForwardedRequest {
  readonly method: string | null;
  /** Of the app, as browsers write it. */
  readonly origin: string | null;
  /** Path and query: visible ASCII. */
  readonly target: string | null;
}
