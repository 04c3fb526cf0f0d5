/** Records the requests of a token family, and checks that some order explains the answers. */

import { familySpecification, type Request, type Response } from "./family_spec";
import { isLinearizable, type Operation } from "./linearizability";

export type Recorded = Operation<Request, Response>;

let moment = 0;

/** Sends a request and records it with its answer; an error counts as no answer. */
export async function record(
  history: Recorded[],
  input: Request,
  ask: () => Promise<Response>,
): Promise<Response | undefined> {
  moment += 1;
  const invoked = moment;
  const output = await ask().catch(() => undefined);
  moment += 1;
  history.push({ input, output, invoked, answered: output === undefined ? Infinity : moment });
  return output;
}

/** A history as text, in order of time. */
export function written(history: readonly Recorded[]): string {
  return history
    .toSorted((a, b) => a.invoked - b.invoked)
    .map(({ invoked, answered, input, output }) =>
      [`${invoked}–${answered}`, JSON.stringify(input), "→", JSON.stringify(output ?? "no answer")].join(" "),
    )
    .join("\n");
}

/** @throws with the history, where no order of its requests explains the answers */
export function expectOrder(
  { history, first }: { readonly history: readonly Recorded[]; readonly first: string },
  grace: boolean,
): void {
  if (!isLinearizable(history, familySpecification(first, grace)))
    throw new Error(`no order explains this history of ${first}:\n${written(history)}`);
}
