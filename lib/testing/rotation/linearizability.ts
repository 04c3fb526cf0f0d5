/** Decides whether a history of overlapping operations has an order that explains it. */

/** One operation of a history, with the moments at which it was asked for and answered. */
export interface Operation<Input, Output> {
  readonly input: Input;
  /** Undefined where no answer came: it may have been done, also later, or never. */
  readonly output: Output | undefined;
  readonly invoked: number;
  /** Infinity where no answer came. */
  readonly answered: number;
}

/** What one operation after another means. */
export interface Specification<State, Input, Output> {
  readonly initial: State;
  /**
   * The states that may follow; none where the output is not one that the state allows.
   * @param output undefined: any
   */
  step(state: State, input: Input, output: Output | undefined): readonly State[];
  /** Equal states, equal keys. */
  key(state: State): string;
}

/**
 * Whether the operations can be put into one order that the specification allows and in which each stands behind all
 * that had been answered when it was asked for (Herlihy and Wing). Wing and Gong's search, remembering with Lowe what
 * was tried: which operations are done, and what state they led to.
 */
export function isLinearizable<State, Input, Output>(
  history: readonly Operation<Input, Output>[],
  specification: Specification<State, Input, Output>,
): boolean {
  const answered = history.reduce(
    (mask, { output }, index) => (output === undefined ? mask : mask | bit(index)),
    0n,
  );
  const tried = new Set<string>();

  const search = (done: bigint, state: State): boolean => {
    if ((done & answered) === answered) return true;
    const configuration = `${done} ${specification.key(state)}`;
    if (tried.has(configuration)) return false;
    tried.add(configuration);
    const left = history.map((_, index) => index).filter((index) => (done & bit(index)) === 0n);
    const firstAnswer = Math.min(...left.map((index) => history[index]?.answered ?? Infinity));
    return left.some((index) => {
      const operation = history[index];
      if (operation === undefined || operation.invoked > firstAnswer) return false;
      return specification
        .step(state, operation.input, operation.output)
        .some((next) => search(done | bit(index), next));
    });
  };
  return search(0n, specification.initial);
}

function bit(index: number): bigint {
  return 1n << BigInt(index);
}
