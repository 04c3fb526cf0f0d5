import type { SetCookie } from "@/lib/contract/cookie";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "@/lib/sessions/caller";
import type { Credential } from "@/lib/sessions/credential";

/**
 * What a use case is called with: its input, already checked by the schemas of its endpoint, together with who is calling.
 * `credential` is a {@link Credential} where the endpoint is for signed-in users, else null.
 */
export interface Call<
  Body = unknown,
  Who extends Credential | null = Credential | null,
  Params = unknown,
  Query = unknown,
> {
  readonly scope: Scope;
  readonly caller: Caller;
  readonly credential: Who;
  readonly body: Body;
  /** What stands in the path in place of its `{names}`. */
  readonly params: Params;
  readonly query: Query;
}

/** An answer before it is one: without a body it is empty. What a use case refuses it throws (contract/errors.ts). */
export type Reply =
  | { readonly status: number; readonly body?: unknown; readonly cookies?: readonly SetCookie[] }
  | { readonly redirect: string; readonly cookies?: readonly SetCookie[] };
