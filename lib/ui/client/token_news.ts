/** What a tab tells the others; `of` names the tokens, so that each knows whether its own are meant. */
export type TokenNews = { what: "renewed" | "ended"; of: string };

const NAME = "latchkey-tokens";
let channel: BroadcastChannel | null | undefined;

/** One for the whole tab: a channel does not hear itself, so a tab hears only what others say. */
function open(): BroadcastChannel | null {
  channel ??= typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);
  return channel;
}

export function tellTabs(news: TokenNews): void {
  open()?.postMessage(news);
}

export function hearTabs(listener: (news: TokenNews) => void): () => void {
  const hear = ({ data }: MessageEvent<unknown>) => {
    if (isNews(data)) listener(data);
  };
  open()?.addEventListener("message", hear);
  return () => open()?.removeEventListener("message", hear);
}

/** Tabs of an older version of these pages may still be open. */
function isNews(data: unknown): data is TokenNews {
  return (
    typeof data === "object" &&
    data !== null &&
    "what" in data &&
    (data.what === "renewed" || data.what === "ended") &&
    "of" in data &&
    typeof data.of === "string"
  );
}
