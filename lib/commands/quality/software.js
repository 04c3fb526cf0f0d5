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
  return { ...django(), ...printed("nginx", "nginx"), ...printed("HAProxy", "haproxy") };
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
 * @returns {Record<string, string>}
 */
function printed(name, program) {
  const { stdout, stderr } = spawnSync(program, ["-v"], { encoding: "utf8" });
  const version = /\d+\.\d+(\.\d+)?/.exec(`${stdout}${stderr}`)?.[0];
  return version === undefined ? {} : { [name]: version };
}
