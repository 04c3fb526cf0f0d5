// @ts-check

export const BENCH_USAGE =
  "npm run bench -- [--rounds 3] [--seconds 4] [--only TEXT]... [--peers] [--scale] [--pages]";

export const BENCH_OPTIONS = /** @type {const} */ ({
  rounds: { type: "string", default: "3" },
  /** How long each row is measured in a round. */
  seconds: { type: "string", default: "4" },
  /** Part of the names of the rows to measure; may be given several times. */
  only: { type: "string", multiple: true },
  /** Measures better-auth and Django too. */
  peers: { type: "boolean", default: false },
  /** Measures databases of a thousand and of a million users instead. */
  scale: { type: "boolean", default: false },
  /** Measures what the pages weigh and when they are painted instead. */
  pages: { type: "boolean", default: false },
});
