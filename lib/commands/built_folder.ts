import { existsSync } from "node:fs";
import path from "node:path";

/**
 * In a folder that `npm run build -- --out` wrote, works there, as its server does, wherever the command was started: its files
 * are found, and its `.env`. In a clone it does nothing.
 */
export function enterBuiltFolder(): void {
  const folder = path.resolve(import.meta.dirname, "../..");
  if (existsSync(path.join(folder, "server.js"))) process.chdir(folder);
}
