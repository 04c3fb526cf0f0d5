// @ts-check
import { spawnSync } from "node:child_process";

/**
 * Installs packages of Debian or Ubuntu where this user may: root on Linux. Whether it worked the caller finds out by
 * looking for what it needs.
 * @param {readonly string[]} packages
 * @returns {void}
 */
export function aptInstall(packages) {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return;
  console.log(`Installing ${packages.join(", ")} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update"], { stdio: "ignore", env });
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", ...packages], { stdio: "ignore", env });
}
