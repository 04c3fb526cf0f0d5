import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

/** What each room may import, besides itself and packages. The table in CONTRIBUTING.md says why. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "lib/contract": [],
  "lib/credentials": [],
  "lib/effects": [],
  "lib/store": [],
  "lib/settings": ["lib/contract", "lib/credentials"],
  "lib/sessions": ["lib/contract", "lib/credentials", "lib/effects", "lib/settings", "lib/store"],
  "lib/accounts": [
    "lib/contract",
    "lib/credentials",
    "lib/effects",
    "lib/sessions",
    "lib/settings",
    "lib/store",
  ],
  "lib/usecases": ["lib/accounts", "lib/contract", "lib/sessions", "lib/store"],
  "lib/http": [
    "lib/accounts",
    "lib/contract",
    "lib/credentials",
    "lib/effects",
    "lib/sessions",
    "lib/settings",
    "lib/store",
    "lib/usecases",
  ],
  "lib/pages": ["lib/accounts", "lib/contract", "lib/http", "lib/sessions", "lib/settings"],
  "lib/server": ["lib/credentials", "lib/effects", "lib/http", "lib/settings", "lib/store"],
  "lib/commands": ["lib/contract", "lib/credentials", "lib/server", "lib/settings", "lib/store"],
  "lib/ui": ["lib/contract", "lib/pages"],
  app: ["lib/contract", "lib/http", "lib/pages", "lib/ui"],
};

/** Packages that only some rooms may know. */
const PACKAGE_ROOMS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^@prisma\/|^@libsql\/|^libsql$|^pg$|\/generated\//, ["lib/store"]],
  [/^(iron-session|bcryptjs|piscina|@node-rs\/argon2)$/, ["lib/credentials"]],
  [/^jose(\/|$)/, ["lib/credentials"]],
  [/^(react|react-dom|react-hook-form)(\/|$)/, ["lib/ui", "app"]],
];

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = ["app", "lib"].flatMap(sourcesUnder);
const imports = files.flatMap(importsOf);
const local = imports.filter(({ to }) => files.includes(to));

describe("the architecture", () => {
  it("lets every room import only what lies below it", () => {
    const wrong = local.filter(
      ({ from, to }) => room(from) !== room(to) && !MAY_IMPORT[room(from)]?.includes(room(to)),
    );
    expect(wrong).toEqual([]);
  });

  it("knows every room", () => {
    expect([...new Set(files.map(room))].filter((name) => !(name in MAY_IMPORT))).toEqual([]);
  });

  it("keeps each package in its room", () => {
    const wrong = imports.filter(({ from, to }) =>
      PACKAGE_ROOMS.some(([name, rooms]) => name.test(to) && !rooms.includes(room(from))),
    );
    expect(wrong).toEqual([]);
  });

  it("never lets one use case import another", () => {
    expect(
      local.filter(({ from, to }) => room(from) === "lib/usecases" && room(to) === "lib/usecases"),
    ).toEqual([]);
  });

  it("has no import cycle", () => {
    expect(findCycle()).toBeNull();
  });
});

function room(file: string): string {
  return file.startsWith("app/") ? "app" : file.split("/").slice(0, 2).join("/");
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === "generated" || entry.name === "fixtures" ? [] : sourcesUnder(name);
    return isSource(name) ? [name] : [];
  });
}

/** Tests, and lib/testing which serves only them, may reach everywhere. */
function isSource(file: string): boolean {
  return /\.(ts|tsx|js)$/.test(file) && !/\.test\.tsx?$|^lib\/testing\//.test(file);
}

function importsOf(from: string): Import[] {
  const text = readFileSync(from, "utf8");
  return [
    ...text.matchAll(
      /^(?:import|export)\b[^"';]*?\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm,
    ),
  ].map((match) => ({
    from,
    to: resolve(from, match[1] ?? match[2] ?? match[3] ?? ""),
  }));
}

function resolve(from: string, specifier: string): string {
  if (!/^(\.|@\/)/.test(specifier)) return specifier;
  const base = specifier.startsWith("@/")
    ? specifier.slice(2)
    : path.posix.join(path.posix.dirname(from), specifier);
  return (
    [base, `${base}.ts`, `${base}.tsx`, `${base}.js`, `${base}/index.ts`].find((candidate) =>
      files.includes(candidate),
    ) ?? base
  );
}

function findCycle(): string[] | null {
  const targets = new Map(files.map((file) => [file, local.filter(({ from }) => from === file)]));
  const done = new Set<string>();
  const visit = (file: string, trail: string[]): string[] | null => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const { to } of targets.get(file) ?? []) {
      const cycle = visit(to, [...trail, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of files) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return null;
}
