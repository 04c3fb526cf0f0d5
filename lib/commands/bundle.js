// @ts-check
import { createRequire } from "node:module";
import path from "node:path";

/**
 * Bundles programs, each of which then starts without a compiler; packages stay outside.
 * By esbuild's API: its command is a script or a program, depending on the platform.
 * @param {string[]} entryPoints
 * @param {{ outfile: string } | { outdir: string, outbase: string }} output
 * @returns {void}
 */
export function bundle(entryPoints, output) {
  const { buildSync } = createRequire(path.resolve("package.json"))("esbuild");
  buildSync({
    entryPoints,
    ...output,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    target: "node20",
    logLevel: "error",
  });
}
