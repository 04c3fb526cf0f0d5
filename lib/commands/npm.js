// @ts-check
import { readFileSync } from "node:fs";
import path from "node:path";

const INTERVAL_MS = 500;

/**
 * Calls back when npm (or pnpm, yarn), which runs this command as a script, has ended: by SIGKILL or SIGHUP it ends without
 * a word to its script, and other signals it passes on to the shell in between only.
 * @param {() => void} callback
 * @returns {NodeJS.Timeout | undefined} what watches; nothing where no package manager runs this command
 */
export function onNpmGone(callback) {
  const { npm_lifecycle_script: script, npm_package_json: manifest } = process.env;
  // What another package's script leaves running on purpose inherits that one's variables.
  if (!script || (manifest && path.resolve(manifest) !== path.resolve("package.json"))) return;
  const before = lineage(script);
  const timer = setInterval(() => {
    if (lineage(script) === before) return;
    clearInterval(timer);
    callback();
  }, INTERVAL_MS).unref();
  return timer;
}

/**
 * The processes from this one's parent up to npm: a process whose parent has ended gets another one.
 * @param {string} script what npm runs; the arguments of the shell in between contain it
 */
function lineage(script) {
  let pid = String(process.ppid);
  let pids = pid;
  while (procFile(pid, "cmdline").replaceAll("\0", " ").includes(script)) {
    // "pid (name) state parent …", and a name may hold blanks and parentheses.
    pid = procFile(pid, "stat").split(") ").at(-1)?.split(" ")[1] ?? "";
    pids += ` ${pid}`;
  }
  return pids;
}

/**
 * Empty where the process has ended, and where the system shows no processes as files: there only the end of this process's
 * own parent is noticed.
 * @param {string} pid
 * @param {string} name
 */
function procFile(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return "";
  }
}
