// @ts-check
// The entry of `npm test`: whatever set-up is missing, then all tests; the last line counts them.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Latchkey needs Node 20.19 or newer, and this is ${process.versions.node}: install a newer one.`,
  );
  process.exit(1);
}
const { test } = await import("./run_tests.js");
await test();

export {};
