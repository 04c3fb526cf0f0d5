// @ts-check
import "./require_node.js";
import path from "node:path";

const { runCommand } = await import("./run_command.js");
const { loadEnvFile } = await import("./env_file.js");
const { serve } = await import("./start_app.js");

/** Serves what `npm run build -- --out FOLDER` wrote, from that folder. */
await runCommand("npm start", {}, () => {
  process.chdir(path.resolve(import.meta.dirname, "../.."));
  loadEnvFile();
  return serve();
});
