/** How often the other end is asked. */
const TICK_MS = 1000;
/** A process that computes in threads answers within milliseconds; one that is starting, within a second or two. */
const MAX_UNANSWERED = 8;

/**
 * Finds out whether the other end of a channel still answers, while something is expected of it: a process that is stopped
 * or hangs keeps its channel open.
 * @param {() => void} ask sends something that is answered at once
 * @param {() => void} onSilence called when the other end has not answered for some seconds
 */
export function silenceWatch(ask, onSilence) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  // Turns of our own event loop are counted, not time: after we were stopped ourselves, the answers are there first.
  let unanswered = 0;
  const tick = () => {
    unanswered += 1;
    if (unanswered > MAX_UNANSWERED) onSilence();
    ask();
  };
  return {
    /** Whether the other end has been silent for so long that nothing should be expected of it. */
    isSilent: () => unanswered > MAX_UNANSWERED,
    expect() {
      timer ??= setInterval(tick, TICK_MS).unref();
    },
    heard() {
      unanswered = 0;
    },
    /** Nothing is expected any more. */
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
