import { setTimeout as pause } from "node:timers/promises";
import { jobFailed } from "@/lib/events/events";
import type { Runtime } from "@/lib/http/runtime";
import { sendMail } from "@/lib/jobs/send_mail";
import { MAILS_MS } from "./stop_limits";

/** How often the outbox is looked at: one look-up by an index. */
const INTERVAL_MS = 2_000;
/** After a failure, such as of the database. */
const FAILURE_MS = 30_000;
/** Mails that one process sends at a time: while one server is slow to answer, others go out. */
const LANES = 3;

/**
 * Sends mails soon after they are written. Keeps no process alive.
 * @param interval milliseconds between two looks at the outbox
 * @returns how to stop it: mails that are being sent are finished, where that takes no longer than {@link MAILS_MS}
 */
export function startMailSender(runtime: Runtime, interval = INTERVAL_MS): () => Promise<void> {
  if (runtime.settings.mail.delivery === "off") return async () => {};
  const [stopping, aborting] = [new AbortController(), new AbortController()];
  let timer: NodeJS.Timeout;
  let sending: Promise<unknown> = Promise.resolve();
  const run = async () => {
    const failure = await inLanes(() => sendMail(runtime, stopping.signal, aborting.signal));
    if (stopping.signal.aborted) return;
    if (failure !== null) jobFailed("sending_mail", failure.reason);
    schedule(failure === null ? interval : FAILURE_MS);
  };
  const schedule = (ms: number) => {
    const start = () => {
      sending = run();
    };
    timer = setTimeout(start, ms * (0.75 + Math.random() * 0.5)).unref();
  };
  schedule(interval);
  return async () => {
    stopping.abort();
    clearTimeout(timer);
    await Promise.race([sending, pause(MAILS_MS, undefined, { ref: false })]);
    aborting.abort();
    await sending;
  };
}

/** @returns why one of the lanes failed */
async function inLanes(run: () => Promise<unknown>): Promise<PromiseRejectedResult | null> {
  const ended = await Promise.allSettled(Array.from({ length: LANES }, run));
  return ended.find((lane) => lane.status === "rejected") ?? null;
}
