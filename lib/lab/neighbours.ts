import type { Store } from "@/lib/store/open";
import { openNeighbour } from "./neighbour";
import type { Lab } from "./open_labs";
import { answerOurs } from "./ours";

type Answer = (request: Request) => Promise<Response>;

interface Neighbour {
  /** The lab's; it is set forward at times. */
  clock: () => number;
  readonly answer: Answer;
}

/** By the lab's open database: a neighbour fetches the keys once, and keeps them. */
const neighbours = new WeakMap<Store["schema"], Neighbour>();

/** The neighbour of a lab. Of the lab it has the published keys and the clock, and no way to its database. */
export function neighbourOf(lab: Lab): Answer {
  const known = neighbours.get(lab.store.schema);
  if (known !== undefined) {
    known.clock = lab.now;
    return known.answer;
  }
  const made: Neighbour = {
    clock: lab.now,
    answer: openNeighbour({
      ask: (request) => answerOurs(lab, request, null),
      now: () => made.clock(),
    }),
  };
  neighbours.set(lab.store.schema, made);
  return made.answer;
}
