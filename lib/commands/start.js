// @ts-check
// The entry of `npm start`. It must be read by any Node that knows modules, so that it can say what it needs:
// only the version is looked at here, and everything else loaded after.

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Latchkey needs Node 20.19 or newer, and this is ${process.versions.node}: install a newer one.`,
  );
  process.exit(1);
}
const { start } = await import("./start_app.js");
await start();

export {};
