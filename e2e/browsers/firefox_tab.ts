import type { Bidi } from "./bidi";
import { found, type Tab } from "./browser";
import { isComplaint, REPORT_VIOLATIONS } from "./complaints";

/**
 * Firefox ends a document that is left while it loads as if all of it had come, and React then misses the rest ("Connection
 * closed."). The page is gone by then.
 */
const LEFT_EARLY = /Minified React error #412/;

interface LogEntry {
  readonly level: string;
  readonly text: string | null;
  readonly source: { readonly context?: string };
}
interface Evaluated {
  readonly type: "success" | "exception";
  readonly result?: { readonly value?: string };
  readonly exceptionDetails?: { readonly text: string };
}
interface Cookie {
  readonly name: string;
  readonly value: { readonly value: string };
}
interface Node {
  readonly sharedId: string;
}

/** By WebDriver BiDi. */
export class FirefoxTab implements Tab {
  readonly #bidi: Bidi;
  readonly #context: string;
  readonly #userContext: string;
  readonly #errors: string[] = [];

  private constructor(bidi: Bidi, context: string, userContext: string) {
    this.#bidi = bidi;
    this.#context = context;
    this.#userContext = userContext;
    bidi.on("log.entryAdded", (params) => {
      const { level, text, source } = params as LogEntry;
      if (level === "error" && source.context === context) this.#errors.push(text ?? "");
    });
  }

  static async withProfile(bidi: Bidi): Promise<FirefoxTab> {
    const { userContext } = await bidi.send<{ userContext: string }>("browser.createUserContext", {});
    return FirefoxTab.#open(bidi, userContext);
  }

  static async #open(bidi: Bidi, userContext: string): Promise<FirefoxTab> {
    const { context } = await bidi.send<{ context: string }>("browsingContext.create", {
      type: "tab",
      userContext,
    });
    await bidi.send("script.addPreloadScript", {
      functionDeclaration: `() => {${REPORT_VIOLATIONS}}`,
      contexts: [context],
    });
    return new FirefoxTab(bidi, context, userContext);
  }

  async open(url: string): Promise<void> {
    await this.#send("browsingContext.navigate", { url, wait: "complete" });
  }

  async reload(): Promise<void> {
    await this.#send("browsingContext.reload", { wait: "complete" });
  }

  async back(): Promise<void> {
    await this.#send("browsingContext.traverseHistory", { delta: -1 });
  }

  async click(element: string): Promise<void> {
    const { sharedId } = await this.#locate(element);
    await this.#bidi.send("script.callFunction", {
      functionDeclaration: "(element) => element.scrollIntoView({ block: 'center', behavior: 'instant' })",
      arguments: [{ sharedId }],
      target: { context: this.#context },
      awaitPromise: false,
    });
    const origin = { type: "element", element: { sharedId } };
    const actions = [
      { type: "pointerMove", x: 0, y: 0, origin },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ];
    await this.#send("input.performActions", { actions: [{ type: "pointer", id: "mouse", actions }] });
  }

  async type(field: string, text: string): Promise<void> {
    await this.click(field);
    const actions = [...text].flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    await this.#send("input.performActions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.#bidi.send<Evaluated>("script.evaluate", {
      expression: `JSON.stringify(${expression}) ?? "null"`,
      target: { context: this.#context },
      awaitPromise: false,
    });
    if (result?.value === undefined) throw new Error(exceptionDetails?.text ?? "no value");
    return JSON.parse(result.value);
  }

  async cookies(): Promise<Map<string, string>> {
    const { cookies } = await this.#bidi.send<{ cookies: Cookie[] }>("storage.getCookies", {
      partition: { type: "context", context: this.#context },
    });
    return new Map(cookies.map(({ name, value }) => [name, value.value]));
  }

  async complaints(): Promise<string[]> {
    return this.#errors.filter((text) => isComplaint(text) && !LEFT_EARLY.test(text));
  }

  another(): Promise<Tab> {
    return FirefoxTab.#open(this.#bidi, this.#userContext);
  }

  async close(): Promise<void> {
    await this.#bidi.send("browser.removeUserContext", { userContext: this.#userContext });
  }

  #locate(element: string): Promise<Node> {
    return found(element, async () => {
      const { nodes } = await this.#send<{ nodes: Node[] }>("browsingContext.locateNodes", {
        locator: { type: "xpath", value: element },
        maxNodeCount: 1,
      });
      return nodes[0];
    });
  }

  #send<Result>(method: string, params: object): Promise<Result> {
    return this.#bidi.send<Result>(method, { context: this.#context, ...params });
  }
}
