/** A store in which something else happens between two calls of a request. */

import type { Store } from "@/lib/store/open";

type Act = () => Promise<unknown>;

/** A store that runs something else before one of the calls that a request makes. */
export interface InterruptedStore {
  readonly between: (store: Store) => Store;
  /** @param call which of the calls from now on, from 1 */
  beforeCall(call: number, act: Act): void;
  /** Whether that call was reached. If not, nothing runs any more: a late call, of a timer, would run it in the midst of what follows. */
  hasActed(): boolean;
}

/** @param reads whether look-ups count as calls, too */
export function interruptedStore({ reads = false } = {}): InterruptedStore {
  const counted = ["write", "writeReturning", ...(reads ? ["one"] : [])];
  let calls = 0;
  let before = 0;
  let act: Act = async () => {};

  const gate = async () => {
    calls += 1;
    if (calls === before) await act();
  };
  /** The object, with these of its methods running gate() first. */
  const gated = <T extends object>(object: T, names: readonly string[], parts: Partial<T> = {}): T =>
    new Proxy(object, {
      get(target, name) {
        if (Object.hasOwn(parts, name)) return Reflect.get(parts, name);
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function" || !names.includes(String(name))) return value;
        return async (...params: unknown[]) => {
          await gate();
          return Reflect.apply(value, target, params);
        };
      },
    });
  return {
    // The statements of one transaction count as one call.
    between: (store) => gated(store, [], { statements: gated(store.statements, counted) }),
    beforeCall(call, next) {
      [calls, before, act] = [0, call, next];
    },
    hasActed() {
      const acted = calls >= before;
      if (!acted) before = Number.POSITIVE_INFINITY;
      return acted;
    },
  };
}
