// @ts-check
import "./require_node.js";

const { runCommand } = await import("./run_command.js");
const { ensureBuilt, ensureInstalled } = await import("./setup.js");
const { requireEmpty, writeInstallation } = await import("./installation.js");

const USAGE = "npm run build -- [--out FOLDER]";

await runCommand(USAGE, { out: { type: "string" } }, async ({ out }) => {
  if (out !== undefined) requireEmpty(out);
  await ensureInstalled();
  await ensureBuilt();
  if (out === undefined) return 0;
  writeInstallation(out);
  console.log(
    `Wrote ${out}, which needs Node.js and nothing else: set it up as docs/running.md says, and run node ${out}.`,
  );
  return 0;
});
