/** A clock's state as plain data, to be sent to another process of the same test. */
export type ClockState =
  /** It stands still. Milliseconds since the epoch. */
  | { readonly frozenAt: number }
  /** It runs like the machine's clock, this many milliseconds ahead of it. */
  | { readonly ahead: number };

/**
 * The one clock of a test. The test makes it and gives it to every server, store and job of that test: with two clocks
 * that read on either side of a second's boundary, each server would reject the other's tokens as issued in the future.
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

  /** Sets this clock to the state of the test's clock in another process. */
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
