import { setTimeout as pause } from "node:timers/promises";
import { jobFailed } from "@/lib/events/server_events";
import type { Runtime } from "@/lib/http/runtime";
import { EVENTS } from "@/lib/jobs/post_events";
import { MAILS } from "@/lib/jobs/send_mail";
import { type Sender, sendOutbox } from "@/lib/jobs/send_outbox";
import { SENDING_MS } from "./stop_limits";

/** How often the outbox is looked at: one look-up by an index. */
const INTERVAL_MS = 2_000;
/** After a failure, such as of the database. */
const FAILURE_MS = 30_000;
/** What one process sends at a time: while one answer is slow to come, others go out. */
const LANES = 3;

/**
 * Sends mails, and posts events, soon after they are written. Keeps no process alive.
 * @param interval milliseconds between two looks at the outbox
 * @returns how to stop it: what is being sent is finished, where that takes no longer than {@link SENDING_MS}
 */
export function startOutboxSenders(runtime: Runtime, interval = INTERVAL_MS): () => Promise<void> {
  const { mail, events } = runtime.settings;
  const senders = [...(mail.delivery === "off" ? [] : [MAILS]), ...(events === null ? [] : [EVENTS])];
  const stops = senders.map((sender) => startSender(sender, runtime, interval));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

function startSender(sender: Sender, runtime: Runtime, interval: number): () => Promise<void> {
  const [stopping, aborting] = [new AbortController(), new AbortController()];
  let timer: NodeJS.Timeout;
  let sending: Promise<unknown> = Promise.resolve();
  const run = async () => {
    const failure = await inLanes(() => sendOutbox(sender, runtime, stopping.signal, aborting.signal));
    if (stopping.signal.aborted) return;
    if (failure !== null) jobFailed(`sending_${sender.part}`, failure.reason);
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
    await Promise.race([sending, pause(SENDING_MS, undefined, { ref: false })]);
    aborting.abort();
    await sending;
  };
}

/** @returns why one of the lanes failed */
async function inLanes(run: () => Promise<unknown>): Promise<PromiseRejectedResult | null> {
  const ended = await Promise.allSettled(Array.from({ length: LANES }, run));
  return ended.find((lane) => lane.status === "rejected") ?? null;
}
