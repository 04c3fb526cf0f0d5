// @ts-check
import { existsSync, readFileSync } from "node:fs";

/** Compilers of Next.js, and its image optimizer, which no page uses. */
const NOT_RUN = /\/node_modules\/(@next\/swc-[^/]+|@img\/[^/]+|sharp)(\/|$)/;
/** Files of packages that no server reads. */
const NOT_READ = /\.(map|d\.[cm]?ts)$/;
/** The same of Next.js: its documentation, its sources for bundlers, and what `next dev` runs. */
const NOT_READ_OF_NEXT = /^node_modules\/next\/dist\/(docs|esm)(\/|$)|\.runtime\.dev\.js$/;

/**
 * The packages that the built app runs on: the dependencies of package.json and theirs, as they are installed.
 * @returns {{ folder: string, isNeeded: (file: string) => boolean }[]} with a filter of the files in each
 */
export function runtimePackages() {
  /** @type {{ packages: Record<string, { dev?: boolean, devOptional?: boolean }> }} */
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  return Object.entries(packages)
    .filter(([folder, { dev, devOptional }]) => folder !== "" && !dev && !devOptional)
    .map(([folder]) => folder)
    .filter((folder) => existsSync(folder) && !NOT_RUN.test(`/${folder}`))
    .map((folder) => ({
      folder,
      // Packages inside of it have entries of their own.
      isNeeded: (file) =>
        !file.startsWith(`${folder}/node_modules`) && !NOT_READ.test(file) && !NOT_READ_OF_NEXT.test(file),
    }));
}
