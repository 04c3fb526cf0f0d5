/** A browser that a test drives, whichever it is and by whatever protocol. */

export interface Browser {
  /** For instance "Firefox 140.0". */
  readonly version: string;
  /** A tab with a profile of its own: no cookies, nothing stored. */
  newTab(): Promise<Tab>;
  close(): Promise<void>;
}

/** Elements are named by XPath, which all three protocols understand. */
export interface Tab {
  /** Resolves once the page and what it links are loaded. */
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  /** Clicks an element by a pointer; waits until it is there. */
  click(element: string): Promise<void>;
  /** Clicks into a field and types, key by key, after what it holds. */
  type(field: string, text: string): Promise<void>;
  /** The value of an expression of JavaScript in the page, as JSON can carry it. */
  evaluate(expression: string): Promise<unknown>;
  /** All that it would send to the page's address, HttpOnly ones too, by name. */
  cookies(): Promise<Map<string, string>>;
  /** What the console has called an error, uncaught errors, and what the page's own content security policy has forbidden. */
  complaints(): Promise<string[]>;
  /** A second one that shares its cookies and storage; closing the first closes both. */
  another(): Promise<Tab>;
  close(): Promise<void>;
}

/** How one of the browsers is found and started. */
export interface Kind {
  readonly name: string;
  isMissing(): boolean;
  start(): Promise<Browser>;
}

/** Of an element that never comes. */
export const TIMEOUT_MS = 15_000;

/** Repeats a look until it finds something, or throws. */
export async function found<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const end = Date.now() + TIMEOUT_MS;
  for (;;) {
    const result = await look();
    if (result !== undefined) return result;
    if (Date.now() > end) throw new Error(`${what} did not come within ${TIMEOUT_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
