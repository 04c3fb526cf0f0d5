/** A BroadcastChannel class that delivers at once, so that a test sees what was sent before its next line. */
export function fakeChannels() {
  const open = new Set<EventTarget>();
  return class extends EventTarget {
    constructor() {
      super();
      open.add(this);
    }
    postMessage(data: unknown): void {
      for (const other of open)
        if (other !== this) other.dispatchEvent(new MessageEvent("message", { data }));
    }
  };
}
