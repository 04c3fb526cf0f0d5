// @ts-check
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { findDjango } from "../django.js";

/**
 * What `npm test` ran with. The databases' versions are notes of a test, which has a connection.
 * @returns {Record<string, string>}
 */
export function testSoftware() {
  const { version } = JSON.parse(readFileSync("node_modules/axe-core/package.json", "utf8"));
  return { "axe-core": version };
}

/**
 * What `npm run test:compat` ran against, beside browsers.
 * @returns {Record<string, string>}
 */
export function compatSoftware() {
  return {
    ...django(),
    ...printed("nginx", "nginx", "-v"),
    ...printed("Caddy", "caddy", "version"),
    ...printed("HAProxy", "haproxy", "-v"),
  };
}

const PYTHON = `
import django, rest_framework, json
from importlib.metadata import version
print(json.dumps({"Django": django.__version__, "Django REST framework": rest_framework.VERSION,
  "djangorestframework-simplejwt": version("djangorestframework-simplejwt")}))`;

/** @returns {Record<string, string>} */
function django() {
  const python = findDjango();
  if (python === undefined) return {};
  const { stdout, status } = spawnSync(python, ["-c", PYTHON], { encoding: "utf8" });
  return status === 0 ? JSON.parse(stdout) : {};
}

/**
 * @param {string} name
 * @param {string} program
 * @param {string} argument by which it prints its version
 * @returns {Record<string, string>}
 */
function printed(name, program, argument) {
  const { stdout, stderr } = spawnSync(program, [argument], { encoding: "utf8" });
  const version = /\d+\.\d+(\.\d+)?/.exec(`${stdout}${stderr}`)?.[0];
  return version === undefined ? {} : { [name]: version };
}
