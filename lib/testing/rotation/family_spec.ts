/** The specification of a token family: which answers are allowed, one request after another. */

import type { Specification } from "./linearizability";

/** What is asked of one sign-in. Tokens are named by their jti. */
export type Request =
  | { readonly act: "refresh"; readonly token: string }
  | { readonly act: "sign out"; readonly token: string }
  /** Its access token, at an endpoint for signed-in users. */
  | { readonly act: "use" };

export type Response = { readonly ok: true; readonly successor?: string } | { readonly ok: false };

export interface FamilyState {
  readonly ended: boolean;
  /** Its refresh tokens, the oldest first: each is the successor of the one before. */
  readonly chain: readonly string[];
}

/** A successor that nobody has seen: the request that made it was not answered. */
const UNSEEN = "unseen";

/**
 * A sign-in, as its users see it, one request after another.
 * @param grace whether a rotated token gets its unused successor again (time does not pass), or is a theft
 */
export function familySpecification(
  first: string,
  grace: boolean,
): Specification<FamilyState, Request, Response> {
  return {
    initial: { ended: false, chain: [first] },
    key: ({ ended, chain }) => `${ended} ${chain.join()}`,
    step(state, request, response) {
      if (request.act === "use") return whether(state, !state.ended, response);
      if (!state.chain.includes(request.token)) return [];
      if (request.act === "refresh") return refresh(state, request.token, response, grace);
      // Whoever signs out twice at once may be told twice that it is done.
      if (state.ended) return [state];
      return whether({ ...state, ended: true }, true, response);
    },
  };
}

/** The state, if the response says so or nothing. */
function whether(state: FamilyState, ok: boolean, response: Response | undefined): readonly FamilyState[] {
  return response === undefined || response.ok === ok ? [state] : [];
}

function refresh(
  state: FamilyState,
  token: string,
  response: Response | undefined,
  grace: boolean,
): readonly FamilyState[] {
  const { ended, chain } = state;
  const behind = chain.length - 1 - chain.indexOf(token);
  if (ended) return whether(state, false, response);
  if (behind === 0) return named(chain, response);
  if (behind === 1 && grace) {
    const last = chain.at(-1);
    if (response === undefined || (response.ok && response.successor === last)) return [state];
    return last === UNSEEN ? named(chain.slice(0, -1), response) : [];
  }
  return whether({ ...state, ended: true }, false, response);
}

/** The chain with the successor that a response names, if that is a new one. */
function named(chain: readonly string[], response: Response | undefined): readonly FamilyState[] {
  const successor = response === undefined ? UNSEEN : response.ok ? response.successor : undefined;
  if (successor === undefined || chain.includes(successor)) return [];
  return [{ ended: false, chain: [...chain, successor] }];
}
