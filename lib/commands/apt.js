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
  // RUNLEVEL=1: what is installed is not started as a service (invoke-rc.d).
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  spawnSync("apt-get", ["update"], { stdio: "ignore", env });
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", ...packages], { stdio: "ignore", env });
}

/**
 * Installs a program that some tests need, where it is missing. Where it cannot be had, it says that they are left out.
 * @param {string} name of the program
 * @param {string} version the argument by which it prints its version
 * @param {string} [packageName] where it is another name
 * @returns {void}
 */
export function ensureProgram(name, version, packageName = name) {
  const isInstalled = () => spawnSync(name, [version]).status === 0;
  if (!isInstalled()) aptInstall([packageName]);
  if (!isInstalled())
    console.log(`No ${name} was found and none could be installed: its tests are left out.`);
}
