import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderOf, ROOMS } from "./commands/rooms";
import { productCode, type SourceFile } from "./testing/product_code";

/** Packages that only some rooms may know. */
const PACKAGE_ROOMS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^@prisma\/|^@libsql\/|^libsql$|^pg$|\/generated\//, ["store"]],
  [/^(iron-session|bcryptjs|piscina|@node-rs\/argon2)$/, ["credentials"]],
  [/^jose(\/|$)/, ["credentials", "client"]],
  [/^nodemailer$/, ["mail"]],
  [/^iconv-lite$/, ["http"]],
  [/^react$/, ["ui", "app", "pages", "client"]],
  [/^(react-dom|react-hook-form)(\/|$)|^react\//, ["ui", "app"]],
];

interface Import {
  readonly from: string;
  readonly to: string;
  /** Whether it is gone when the program runs. */
  readonly isType: boolean;
}

/** Tests, and lib/testing which serves only them, may import from everywhere. */
const sources = productCode("app", "lib");
const files = sources.map(({ name }) => name);
const imports = sources.flatMap(importsOf);
const local = imports.filter(({ to }) => files.includes(to));
const between = local.filter(({ from, to }) => room(from) !== room(to));

describe("the architecture", () => {
  it("lets each room import only the rooms that the table names", () => {
    expect(between.filter(({ from, to }) => !ROOMS[room(from)]?.imports.includes(room(to)))).toEqual([]);
  });

  it("lets a room import only the named part of another where the table names one", () => {
    const wrong = between.filter(({ from, to, isType }) => {
      const part = ROOMS[room(from)]?.partly?.[room(to)];
      if (part === undefined) return false;
      return part === "types" ? !isType : !part.some((file) => to === `${folderOf(room(to))}/${file}.ts`);
    });
    expect(wrong).toEqual([]);
  });

  it("knows every room, and the table names none that cannot be", () => {
    expect([...new Set(files.map(room))].filter((name) => !(name in ROOMS))).toEqual([]);
    const named = Object.values(ROOMS).flatMap(({ imports, partly = {} }) => [
      ...imports,
      ...Object.keys(partly),
    ]);
    expect(named.filter((name) => !(name in ROOMS))).toEqual([]);
  });

  it("has a table without a cycle", () => {
    expect(findCycle(Object.keys(ROOMS), (name) => ROOMS[name]?.imports ?? [])).toBeNull();
  });

  it("keeps each package in its rooms", () => {
    const wrong = imports.filter(({ from, to }) =>
      PACKAGE_ROOMS.some(([name, rooms]) => name.test(to) && !rooms.includes(room(from))),
    );
    expect(wrong).toEqual([]);
  });

  it("keeps what serves only tests out of the product", () => {
    expect(imports.filter(({ to }) => to.startsWith("lib/testing/") || /\.test$/.test(to))).toEqual([]);
  });

  it("never lets one use case import another", () => {
    const shared = "lib/usecases/call.ts";
    expect(
      local.filter(({ from, to }) => room(from) === "usecases" && room(to) === "usecases" && to !== shared),
    ).toEqual([]);
  });

  it("normalises text in one place only, which looks at its length first", () => {
    const normalising = sources.filter(({ text }) => /\.normalize\(/.test(text));
    expect(normalising.map(({ name }) => name)).toEqual(["lib/contract/normalize.ts"]);
  });

  it("never asks URL.canParse, which Node.js 20 answers wrongly once the code is compiled", () => {
    const asking = sources.filter(({ text }) => /\bURL\.canParse\(/.test(text));
    expect(asking.map(({ name }) => name)).toEqual([]);
  });

  it("prefetches no page", () => {
    expect(imports.filter(({ to }) => to === "next/link").map(({ from }) => from)).toEqual([]);
    expect(sources.filter(({ text }) => /\.prefetch\(/.test(text))).toEqual([]);
  });

  it("has no import cycle", () => {
    const targets = new Map(
      files.map((file) => [file, local.filter(({ from }) => from === file).map(({ to }) => to)]),
    );
    expect(findCycle(files, (file) => targets.get(file) ?? [])).toBeNull();
  });
});

/** The room of a file: "http" for lib/http/json/parse.ts. */
function room(file: string): string {
  const [first = "", second = ""] = file.split("/");
  return first === "lib" ? second : first;
}

function importsOf({ name: from, text }: SourceFile): Import[] {
  return [
    ...text.matchAll(
      /^(?:import|export)\b(\s+type\b)?[^"';]*?\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm,
    ),
  ].map(([, type, ...specifiers]) => ({
    from,
    to: resolve(from, specifiers.find((specifier) => specifier !== undefined) ?? ""),
    isType: type !== undefined,
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

/** The first cycle that following the targets leads to; null where there is none. */
function findCycle(
  starts: readonly string[],
  targetsOf: (node: string) => readonly string[],
): string[] | null {
  const done = new Set<string>();
  const visit = (node: string, trail: string[]): string[] | null => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const target of targetsOf(node)) {
      const cycle = visit(target, [...trail, node]);
      if (cycle) return cycle;
    }
    done.add(node);
    return null;
  };
  for (const start of starts) {
    const cycle = visit(start, []);
    if (cycle) return cycle;
  }
  return null;
}
