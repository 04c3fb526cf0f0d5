import { hash } from "node:crypto";

/** Some hundred bytes each. */
const MAX_ENTRIES = 20_000;

/**
 * Caches values that are expensive to compute from a secret text and never change. When it is full, the oldest entry is
 * dropped. What can change (expiry, revocation) must be checked at every request instead. Texts are kept as digests only.
 */
export class Cache<T> {
  private readonly entries = new Map<string, T>();

  /** The cached value, else the computed one, which is cached unless it is null. */
  async getOrCompute(text: string, compute: () => Promise<T | null>): Promise<T | null> {
    const digest = hash("sha256", text, "base64");
    const cached = this.entries.get(digest);
    if (cached !== undefined) return cached;
    const computed = await compute();
    if (computed !== null) this.set(digest, computed);
    return computed;
  }

  private set(digest: string, value: T): void {
    if (this.entries.size >= MAX_ENTRIES) {
      for (const oldest of this.entries.keys()) {
        this.entries.delete(oldest);
        break;
      }
    }
    this.entries.set(digest, value);
  }
}
