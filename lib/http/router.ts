import type { Row } from "./row";

/** All rows at one path. */
export interface Route {
  readonly path: string;
  /** By method. */
  readonly rows: ReadonlyMap<string, Row>;
  /** Gives access, name and page where the method has no row: for OPTIONS, and for methods that are refused. */
  readonly first: Row;
  /** The Allow header's value, as DRF's: HEAD wherever GET is, OPTIONS always but where a proxy asks. */
  readonly allow: string;
}

export interface Match {
  readonly route: Route;
  /** Decoded. */
  readonly params: Readonly<Record<string, string>>;
}

export interface Router {
  readonly routes: readonly Route[];
  /** The route of a path, with or without its trailing slash; null where there is none. */
  find(pathname: string): Match | null;
}

const NO_PARAMS = {};

/** @throws TypeError where two rows have one method and path */
export function router(rows: readonly Row[]): Router {
  const byPath = new Map<string, Row[]>();
  for (const row of rows) byPath.set(row.path, [...(byPath.get(row.path) ?? []), row]);
  const routes = [...byPath].map(([path, its]) => routeOf(path, its));
  const fixed = new Map<string, Match>();
  const patterns: [RegExp, Route][] = [];
  for (const route of routes) {
    if (route.path.includes("{")) patterns.push([patternOf(route.path), route]);
    else fixed.set(route.path, { route, params: NO_PARAMS });
  }
  return {
    routes,
    find(pathname) {
      const path = pathname.length > 1 && pathname.endsWith("/") ? pathname.slice(0, -1) : pathname;
      return fixed.get(path) ?? findPattern(patterns, path);
    },
  };
}

function routeOf(path: string, rows: readonly Row[]): Route {
  const [first] = rows;
  const byMethod = new Map<string, Row>(rows.map((row) => [row.method, row]));
  if (first === undefined || byMethod.size < rows.length)
    throw new TypeError(`Two rows have the same method at ${path}.`);
  const named = rows.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  const options = first.access === "behind_proxy" ? [] : ["OPTIONS"];
  return { path, rows: byMethod, first, allow: [...named, ...options].join(", ") };
}

function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
}

function findPattern(patterns: readonly [RegExp, Route][], path: string): Match | null {
  for (const [pattern, route] of patterns) {
    const groups = pattern.exec(path)?.groups;
    const params = groups === undefined ? null : decodeAll(groups);
    if (params !== null) return { route, params };
  }
  return null;
}

/** Null where a part is not valid percent-encoding: then no row matches. */
function decodeAll(groups: Readonly<Record<string, string>>): Record<string, string> | null {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, part]) => [name, decodeURIComponent(part)]));
  } catch {
    return null;
  }
}
