import { onAbort } from "./on_abort.js";
import { processors } from "./processors.js";
import { type Shares, shares } from "./shares";
import type { Requester } from "./threads.js";
import { HashCancelledError, HashingUnavailableError } from "./unavailable.js";

/**
 * At 0.3 s a hash, the last in a full queue waits forty seconds: less than proxies do (60 s). Clients that are gone leave it.
 */
const MAX_WAITING = processors * 128;
/** Every fourth turn goes to whoever has waited longest, so that nobody waits for ever behind newcomers. */
const OLDEST_EVERY = 4;

interface Waiting {
  readonly permits: number;
  readonly requester: Requester;
  readonly start: () => void;
  readonly refuse: (error: Error) => void;
}

/**
 * A bounded queue in which turns go round by address, by account and by connection: the next is whoever has had the fewest
 * hashes lately, and among equals whoever came last: a crowd that has filled the queue does not hold up who comes then. So an address, or an account, for which many wait does not hold up the others. Where
 * the queue is full, whoever has had the most is refused. Who signed in to the account from the address before is somewhat
 * ahead: when many addresses guess one's password, its owner still gets in.
 */
export class HashQueue {
  /** Processors. */
  #free = processors;
  #turn = 0;
  /** In the order of arrival. */
  readonly #waiting: Waiting[] = [];
  readonly #shares: Shares;

  constructor(had: Shares = shares()) {
    this.#shares = had;
  }

  /**
   * Runs work that keeps some processors busy, once they are free and it is the requester's turn.
   * @param permits how many processors: at most all of them are taken
   * @throws HashingUnavailableError at once where the queue is full, or later where somebody comes who has had less
   * @throws HashCancelledError as soon as the requester is gone; work that has begun keeps its processors until it ends
   */
  async run<T>(permits: number, requester: Requester, work: () => Promise<T>): Promise<T> {
    const { signal } = requester;
    if (signal?.aborted) throw new HashCancelledError();
    const taken = Math.min(permits, processors);
    await this.#wait(taken, requester);
    const done = work().finally(() => {
      this.#free += taken;
      this.#startNext();
    });
    return signal === undefined ? done : unlessAborted(done, signal);
  }

  /** Notes that the requester gave the right password. */
  know(requester: Requester): void {
    this.#shares.know(requester);
  }

  #wait(permits: number, requester: Requester): Promise<void> {
    return new Promise((start, refuse) => {
      this.#makeRoom(requester);
      const stopListening = onAbort(requester.signal, () => this.#cancel(one));
      const one: Waiting = {
        permits,
        requester,
        start() {
          stopListening();
          start();
        },
        refuse(error) {
          stopListening();
          refuse(error);
        },
      };
      this.#waiting.push(one);
      this.#startNext();
    });
  }

  #startNext(): void {
    for (;;) {
      const next = this.#turn % OLDEST_EVERY === 0 ? this.#waiting[0] : this.#leastServed();
      // Nobody is let past it who needs fewer processors: they would never all be free.
      if (next === undefined || next.permits > this.#free) return;
      this.#turn += 1;
      this.#remove(next);
      this.#free -= next.permits;
      this.#shares.add(next.requester);
      next.start();
    }
  }

  #makeRoom(requester: Requester): void {
    if (this.#waiting.length < MAX_WAITING) return;
    const full = new HashingUnavailableError("Too many password hashes are waiting to be computed.");
    const shareOf = this.#shares.now();
    const most = this.#mostServed();
    if (most === undefined || shareOf(most.requester) <= shareOf(requester)) throw full;
    this.#remove(most);
    most.refuse(full);
  }

  #cancel(one: Waiting): void {
    if (!this.#remove(one)) return;
    one.refuse(new HashCancelledError());
    // Those behind it may fit into the processors that are free.
    this.#startNext();
  }

  #remove(one: Waiting): boolean {
    const index = this.#waiting.indexOf(one);
    if (index >= 0) this.#waiting.splice(index, 1);
    return index >= 0;
  }

  #leastServed(): Waiting | undefined {
    return this.#best((share, best) => share <= best);
  }

  #mostServed(): Waiting | undefined {
    return this.#best((share, best) => share >= best);
  }

  /** The last to come, of equals. */
  #best(isBetter: (share: number, best: number) => boolean): Waiting | undefined {
    const shareOf = this.#shares.now();
    let best: { one: Waiting; share: number } | undefined;
    for (const one of this.#waiting) {
      const share = shareOf(one.requester);
      if (best === undefined || isBetter(share, best.share)) best = { one, share };
    }
    return best?.one;
  }
}

/** The outcome; as soon as the signal is aborted, a HashCancelledError. */
function unlessAborted<T>(outcome: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(new HashCancelledError());
    const stopListening = onAbort(signal, () => reject(new HashCancelledError()));
    outcome.finally(stopListening).then(resolve, reject);
  });
}
