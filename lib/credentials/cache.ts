import { hash } from "node:crypto";

/** Entries a cache holds at most; some hundred bytes each. */
const CAPACITY = 20_000;

/**
 * Remembers what is costly to find out of a secret text and never changes: the oldest goes when it is full. What can
 * change (expiry, revocation) has no place in it: that is asked at every request. Texts are kept as digests only.
 */
export class Cache<T> {
  private readonly entries = new Map<string, T>();

  /** The remembered value, else what `find` gives; only what is not null is remembered. */
  async getOrCompute(text: string, find: () => Promise<T | null>): Promise<T | null> {
    const digest = hash("sha256", text, "base64");
    const known = this.entries.get(digest);
    if (known !== undefined) return known;
    const found = await find();
    if (found !== null) this.keep(digest, found);
    return found;
  }

  private keep(digest: string, value: T): void {
    if (this.entries.size >= CAPACITY) {
      for (const oldest of this.entries.keys()) {
        this.entries.delete(oldest);
        break;
      }
    }
    this.entries.set(digest, value);
  }
}
