const NAME = "latchkey-tokens";
let channel: BroadcastChannel | null = null;

/** One channel per tab: a channel does not receive its own messages. */
function open(): BroadcastChannel {
  channel ??= new BroadcastChannel(NAME);
  return channel;
}

/** Tells the other tabs of this browser that the token cookies have changed: refreshed, set by a sign-in or cleared. */
export function announceTokenChange(): void {
  open().postMessage("changed");
}

/** @returns stops listening */
export function onTokenChange(listener: () => void): () => void {
  const hear = () => listener();
  open().addEventListener("message", hear);
  return () => open().removeEventListener("message", hear);
}
