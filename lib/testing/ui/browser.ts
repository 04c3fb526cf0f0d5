import { type LeaseOffice, withLease } from "@/lib/ui/client/lease";
import { oneTabAtATime } from "@/lib/ui/client/one_tab";
import { heldBy, type Refresh, refresherOf, type Tab } from "@/lib/ui/client/refresh";
import { Renewals } from "@/lib/ui/client/renewals";
import type { TokenNews } from "@/lib/ui/client/token_news";
import type { TabTokens } from "@/lib/ui/client/tokens";

export function memoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
    key: () => null,
    length: 0,
  };
}

/** Web Locks, as far as one lock needs them: whoever asks waits for everyone before. */
export function memoryLocks(): LockManager {
  let last: Promise<unknown> = Promise.resolve();
  const request = (_name: string, work: () => Promise<unknown>) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
  return { request } as unknown as LockManager;
}

export type TestTab = Tab & { refresh: Refresh; heard: TokenNews["what"][] };

/**
 * A browser whose clock the test moves: its tabs share notes, locks and a channel, and keep their tokens apart.
 * @param locks false: tabs have to make do with leases, which wait in real time a thousand times as fast
 */
export class TestBrowser {
  time = 1_000_000_000_000;
  readonly storage = memoryStorage();
  private readonly tabs: TestTab[] = [];
  private readonly locks: LockManager | undefined;

  constructor({ locks = true } = {}) {
    this.locks = locks ? memoryLocks() : undefined;
  }

  /** What the tab hears counts only where it has the tokens in question. It follows a renewal as the pages do. */
  openTab(tokens: TabTokens | null = null, { asleep = false } = {}): TestTab {
    let kept = tokens;
    const tab: Tab = {
      alone: oneTabAtATime(() => this.locks, this.office()),
      renewals: new Renewals(() => this.storage),
      tell: (news) => this.tell(opened, news),
      now: () => this.time,
      tokens: () => kept,
      keep: (next) => {
        kept = next;
      },
      noteCookies: () => {},
    };
    const opened: TestTab = { ...tab, refresh: refresherOf(tab), heard: [] };
    if (!asleep) this.tabs.push(opened);
    return opened;
  }

  private tell(from: TestTab, news: TokenNews): void {
    for (const tab of this.tabs) {
      if (tab !== from && heldBy(tab) === news.of) tab.heard.push(news.what);
    }
  }

  office(): LeaseOffice {
    return {
      storage: () => this.storage,
      now: () => this.time,
      wait: async (ms) => {
        await new Promise((resolve) => setTimeout(resolve, ms / 10));
        this.time += ms;
      },
      newName: () => Math.random().toString(36),
    };
  }

  /** A tab at work of its own, without the rest of it. */
  lease<T>(work: () => Promise<T>): Promise<T> {
    return withLease("key", work, this.office());
  }
}
