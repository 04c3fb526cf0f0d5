/** Where a clock stands, as plain data: another process of the same test makes its clock from it. */
export type ClockState =
  /** It stands still. Milliseconds since the epoch. */
  | { readonly frozenAt: number }
  /** It runs as the machine's clock does, so many milliseconds ahead of it. */
  | { readonly ahead: number };

/**
 * The one clock of a test. The test makes it and gives it to every server, store and job of that test: two servers with
 * clocks of their own may stand on both sides of a second's boundary, and then take each other's tokens for ones from the
 * future.
 */
export class TestClock {
  #state: ClockState;

  constructor(state: ClockState) {
    this.#state = state;
  }

  /** One that stands still until it is moved. @param at milliseconds since the epoch */
  static frozen(at = Date.now()): TestClock {
    return new TestClock({ frozenAt: at });
  }

  /** One that runs, for what has to be measured or raced in real time. */
  static running(): TestClock {
    return new TestClock({ ahead: 0 });
  }

  get state(): ClockState {
    return this.#state;
  }

  /** Takes over where the test's clock stands, which has moved in another process. */
  follow(state: ClockState): void {
    this.#state = state;
  }

  /** Milliseconds since the epoch. */
  readonly now = (): number =>
    "frozenAt" in this.#state ? this.#state.frozenAt : Date.now() + this.#state.ahead;

  /** @param seconds forward, or back where negative; counted to the millisecond */
  advance(seconds: number): void {
    const by = Math.round(seconds * 1000);
    this.#state =
      "frozenAt" in this.#state ? { frozenAt: this.#state.frozenAt + by } : { ahead: this.#state.ahead + by };
  }

  /** @param milliseconds since the epoch */
  set(milliseconds: number): void {
    const at = Math.round(milliseconds);
    this.#state = "frozenAt" in this.#state ? { frozenAt: at } : { ahead: at - Date.now() };
  }

  /** @param seconds since the epoch, as the claims of a token count */
  setSeconds(seconds: number): void {
    this.set(seconds * 1000);
  }
}
