// @ts-check
import "./require_node.js";

const { runCommand } = await import("./run_command.js");
const { testCompat, TEST_OPTIONS } = await import("./run_tests.js");
await runCommand("npm run test:compat -- [--quality]", TEST_OPTIONS, testCompat);
