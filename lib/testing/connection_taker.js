// @ts-check
/* A worker without a server, for tests of what gives connections to workers: it answers each with its argument. */
const answer = process.argv[2] ?? "";

process.on("message", (/** @type {{ connection?: true }} */ { connection }, handle) => {
  if (!connection) return;
  process.send?.({ taken: true });
  const socket = /** @type {import("node:net").Socket | undefined} */ (handle);
  socket?.end(answer);
});
process.once("disconnect", () => process.exit());
process.send?.({ ready: true });
