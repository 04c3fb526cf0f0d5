/**
 * One value for the whole process, made at first use.
 *
 * A bundler can load a module several times in one process (once per route bundle, once for our own server). Limits and
 * thread pools must exist once all the same, so they are kept on `globalThis` under a registered symbol.
 */
export function oncePerProcess<T>(name: string, make: () => T): T {
  const key = Symbol.for(`latchkey.passwords.${name}`);
  const existing: T | undefined = Reflect.get(globalThis, key);
  if (existing !== undefined) return existing;
  const made = make();
  Reflect.set(globalThis, key, made);
  return made;
}
