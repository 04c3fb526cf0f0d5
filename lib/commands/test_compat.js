// @ts-check
import "./require_node.js";

const { runCommand } = await import("./run_command.js");
const { testCompat } = await import("./run_tests.js");
await runCommand("npm run test:compat", {}, testCompat);
