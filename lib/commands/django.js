// @ts-check
import { spawnSync } from "node:child_process";
import { aptInstall } from "./apt.js";

/** The system's Python first: packages of the system are not found by another one in the path. */
const PYTHONS = ["/usr/bin/python3", "python3"];
const MODULES = ["django", "rest_framework", "rest_framework_simplejwt", "argon2", "bcrypt", "cryptography"];
const PACKAGES = [
  "python3-django",
  "python3-djangorestframework",
  "python3-djangorestframework-simplejwt",
  "python3-argon2",
  "python3-bcrypt",
  "python3-cryptography",
  "python3-django-cors-headers",
  "python3-psycopg2",
];

/** @returns {string | undefined} a Python that has Django, DRF, simplejwt and what they hash and sign with */
export function findDjango() {
  return PYTHONS.find((python) => hasModules(python, MODULES));
}

/** @returns {string | undefined} that Python, where it also has django-cors-headers */
export function findCorsHeaders() {
  const python = findDjango();
  return python !== undefined && hasModules(python, ["corsheaders"]) ? python : undefined;
}

/**
 * @param {string} python
 * @param {readonly string[]} modules
 */
function hasModules(python, modules) {
  return spawnSync(python, ["-c", `import ${modules.join(", ")}`]).status === 0;
}

/**
 * Installs what {@link findDjango} and {@link findCorsHeaders} look for, and Django's driver for PostgreSQL, where it is missing
 * and can be installed.
 * @returns {string | undefined} the Python
 */
export function ensureDjango() {
  const python = findCorsHeaders();
  if (python === undefined || !hasModules(python, ["psycopg2"])) aptInstall(PACKAGES);
  return findDjango();
}
