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
  /** The values in the path, by the names that its `{…}` have in the table. */
  readonly params: Params;
  readonly query: Query;
}

/** What a use case answers with; without `body` the response is empty. To refuse, it throws a Refusal (contract/errors.ts). */
export type Reply =
  | {
      readonly status: number;
      readonly body?: unknown;
      /** Further headers of the response. */
      readonly headers?: Readonly<Record<string, string>>;
      readonly cookies?: readonly SetCookie[];
      /** The name of the file as which a browser saves the body. */
      readonly attachment?: string;
      /** Seconds for which caches may keep the response, whoever asked; no cache keeps it where this is absent. */
      readonly maxAge?: number | undefined;
    }
  | {
      readonly redirect: string;
      /** 303 where it is absent. */
      readonly status?: 302;
      readonly cookies?: readonly SetCookie[];
    };
