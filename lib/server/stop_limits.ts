/*
 * How long a stop may take, in milliseconds since it began. Docker kills after ten seconds, other service managers later.
 */

/** Password hashes that are not computed by then are given up: their requests are answered with 503. */
export const HASHES_MS = 8000;
/** Every other request that is not answered by then is answered with 503. */
export const REQUESTS_MS = 8500;
/** Mails and events that are not sent by then are sent after the next start. */
export const SENDING_MS = 5000;
/** Connections that are still open then are cut. */
export const CONNECTIONS_MS = 9000;
/** Workers that still run then are killed. */
export const WORKERS_MS = 9250;
/** The process ends, whatever is left to do. */
export const PROCESS_MS = 9500;
