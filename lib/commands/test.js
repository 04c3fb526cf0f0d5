// @ts-check
import "./require_node.js";

const { runCommand } = await import("./run_command.js");
const { test, TEST_OPTIONS } = await import("./run_tests.js");
await runCommand("npm test -- [--quality]", TEST_OPTIONS, test);
