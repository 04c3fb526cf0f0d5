import { found, type Tab } from "./browser";
import { isComplaint, KEEP_ERRORS } from "./complaints";
import type { WebDriver } from "./webdriver";

/** Under which WebDriver gives an element's id. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/**
 * By WebDriver. It has no console, and runs no script before the page's own: errors and violations are seen from the
 * moment on when a page is loaded.
 */
export class WebKitTab implements Tab {
  readonly #driver: WebDriver;
  readonly #window: string;
  readonly #complaints: string[] = [];

  private constructor(driver: WebDriver, window: string) {
    this.#driver = driver;
    this.#window = window;
  }

  /** The one that a session begins with. */
  static async first(driver: WebDriver): Promise<WebKitTab> {
    return new WebKitTab(driver, await driver.get<string>("/window"));
  }

  async open(url: string): Promise<void> {
    await this.#post("/url", { url });
    await this.#keepErrors();
  }

  async reload(): Promise<void> {
    await this.#post("/refresh");
    await this.#keepErrors();
  }

  async back(): Promise<void> {
    await this.#post("/back");
    await this.#keepErrors();
  }

  async click(element: string): Promise<void> {
    await this.#post(`/element/${await this.#locate(element)}/click`);
    await this.#keepErrors();
  }

  async type(field: string, text: string): Promise<void> {
    await this.#post(`/element/${await this.#locate(field)}/value`, { text });
  }

  async evaluate(expression: string): Promise<unknown> {
    const text = await this.#execute<string>(`return JSON.stringify(${expression}) ?? "null"`);
    return JSON.parse(text);
  }

  async cookies(): Promise<Map<string, string>> {
    await this.#select();
    const cookies = await this.#driver.get<{ name: string; value: string }[]>("/cookie");
    return new Map(cookies.map(({ name, value }) => [name, value]));
  }

  async another(): Promise<Tab> {
    const { handle } = await this.#driver.post<{ handle: string }>("/window/new", { type: "tab" });
    return new WebKitTab(this.#driver, handle);
  }

  async complaints(): Promise<string[]> {
    await this.#keepErrors();
    return this.#complaints.filter(isComplaint);
  }

  close(): Promise<void> {
    return this.#driver.end();
  }

  /** Those of the document that is there; those of one that it has left are lost unless they were taken before. */
  async #keepErrors(): Promise<void> {
    const errors = await this.#execute<string[]>(`${KEEP_ERRORS}; return window.errorsSeen.splice(0)`);
    this.#complaints.push(...errors);
  }

  #execute<Value>(script: string): Promise<Value> {
    return this.#post<Value>("/execute/sync", { script, args: [] });
  }

  #locate(element: string): Promise<string> {
    return found(element, async () => {
      const all = await this.#post<Record<string, string>[]>("/elements", {
        using: "xpath",
        value: element,
      });
      return all[0]?.[ELEMENT];
    });
  }

  async #post<Value>(path: string, body: object = {}): Promise<Value> {
    await this.#select();
    return this.#driver.post<Value>(path, body);
  }

  /** Commands go to the window that the session has switched to. */
  async #select(): Promise<void> {
    await this.#driver.post("/window", { handle: this.#window });
  }
}
