// @ts-check
import "./require_node.js";

const { runCommand } = await import("./run_command.js");
const { start } = await import("./start_app.js");
await runCommand("npm start", {}, start);
