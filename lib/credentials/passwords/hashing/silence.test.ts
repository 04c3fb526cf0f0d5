import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { silenceWatch } from "./silence.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("an end that answers is never silent; one that does not is, after some seconds, until it is heard", () => {
  let answers = true;
  const onSilence = vi.fn();
  const watch = silenceWatch(() => answers && watch.heard(), onSilence);
  watch.expect();
  vi.advanceTimersByTime(60_000);
  expect(watch.isSilent()).toBe(false);
  answers = false;
  vi.advanceTimersByTime(8000);
  expect(watch.isSilent()).toBe(false);
  vi.advanceTimersByTime(1000);
  expect([watch.isSilent(), onSilence.mock.calls.length]).toEqual([true, 1]);
  watch.heard();
  expect(watch.isSilent()).toBe(false);
});

it("nobody is asked while nothing is expected", () => {
  const ask = vi.fn();
  const watch = silenceWatch(ask, () => {});
  watch.expect();
  watch.stop();
  vi.advanceTimersByTime(60_000);
  expect(ask).not.toHaveBeenCalled();
});
