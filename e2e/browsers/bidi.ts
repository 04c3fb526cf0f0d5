import { WebSocket } from "ws";

/** An answer or an event of WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/#transport). */
interface Message {
  readonly id?: number;
  readonly type: "success" | "error" | "event";
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
  readonly method?: string;
  readonly params?: unknown;
}

/** A connection over which a browser takes commands of WebDriver BiDi. */
export interface Bidi {
  /** @throws with the browser's own words where it refuses */
  send<Result>(method: string, params: object): Promise<Result>;
  /** Events come after `session.subscribe`. */
  on(event: string, listener: (params: unknown) => void): void;
  close(): void;
}

export async function connectBidi(url: string): Promise<Bidi> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  const waiting = new Map<number, { take(result: unknown): void; fail(error: Error): void }>();
  const listeners = new Map<string, ((params: unknown) => void)[]>();
  socket.on("message", (data) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.type === "event") {
      for (const listener of listeners.get(message.method ?? "") ?? []) listener(message.params);
      return;
    }
    const { take, fail } = waiting.get(message.id ?? 0) ?? {};
    waiting.delete(message.id ?? 0);
    if (message.type === "success") take?.(message.result);
    else fail?.(new Error(`${message.error}: ${message.message}`));
  });
  socket.on("close", () => {
    for (const { fail } of waiting.values()) fail(new Error("the browser has closed the connection"));
  });
  let count = 0;
  return {
    send<Result>(method: string, params: object) {
      count += 1;
      const id = count;
      socket.send(JSON.stringify({ id, method, params }));
      return new Promise<Result>((resolve, fail) =>
        waiting.set(id, { take: (result) => resolve(result as Result), fail }),
      );
    },
    on(event, listener) {
      listeners.set(event, [...(listeners.get(event) ?? []), listener]);
    },
    close: () => socket.close(),
  };
}
