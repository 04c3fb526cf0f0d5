/**
 * One value for the whole process, made at first use.
 *
 * A bundler can load this code several times in one process (once per route bundle, once for our own server);
 * a limit or a pool of threads must still exist once, so it hangs on `globalThis` under a registered symbol.
 */
export function oncePerProcess<T>(name: string, make: () => T): T {
  const shared: { [key: symbol]: T | undefined } = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`latchkey.passwords.${name}`);
  shared[key] ??= make();
  return shared[key];
}
