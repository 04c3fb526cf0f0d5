import { randomUUID } from "node:crypto";

/** The time of the id made last, in milliseconds since the epoch, and how many of that time came before it. */
let last = { time: 0, count: 0 };

/**
 * A UUIDv7: ids are in the order of their times, and those that one process makes within a millisecond in the order in which it
 * makes them, up to 4,096.
 * Source: RFC 9562, section 5.7, with a counter as in section 6.2, method 1.
 */
export function newEventId(at: Date): string {
  const time = at.getTime();
  last = { time, count: time === last.time ? (last.count + 1) % 0x1000 : 0 };
  const hex = time.toString(16).padStart(12, "0");
  const counter = last.count.toString(16).padStart(3, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${counter}-${randomUUID().slice(19)}`;
}
