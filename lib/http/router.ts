import type { Row } from "./row";

/** What answers at one path. */
export interface Endpoint {
  readonly path: string;
  /** By method. */
  readonly rows: ReadonlyMap<string, Row>;
  /** The row that stands for the path where the method is none of its own. */
  readonly first: Row;
  /** The Allow header's value, as DRF's: HEAD wherever GET is, OPTIONS always. */
  readonly allow: string;
}

export interface Match {
  readonly endpoint: Endpoint;
  /** Decoded. */
  readonly params: Readonly<Record<string, string>>;
}

export interface Router {
  readonly endpoints: readonly Endpoint[];
  /** The endpoint of a path, with or without its trailing slash; null where there is none. */
  find(pathname: string): Match | null;
}

const NO_PARAMS = {};

/** @throws TypeError where two rows have one method and path */
export function router(rows: readonly Row[]): Router {
  const byPath = new Map<string, Row[]>();
  for (const row of rows) byPath.set(row.path, [...(byPath.get(row.path) ?? []), row]);
  const endpoints = [...byPath].map(([path, its]) => endpointOf(path, its));
  const fixed = new Map<string, Match>();
  const patterns: [RegExp, Endpoint][] = [];
  for (const endpoint of endpoints) {
    if (endpoint.path.includes("{")) patterns.push([patternOf(endpoint.path), endpoint]);
    else fixed.set(endpoint.path, { endpoint, params: NO_PARAMS });
  }
  return {
    endpoints,
    find(pathname) {
      const path = pathname.length > 1 && pathname.endsWith("/") ? pathname.slice(0, -1) : pathname;
      return fixed.get(path) ?? findPattern(patterns, path);
    },
  };
}

function endpointOf(path: string, rows: readonly Row[]): Endpoint {
  const [first] = rows;
  const byMethod = new Map<string, Row>(rows.map((row) => [row.method, row]));
  if (first === undefined || byMethod.size < rows.length)
    throw new TypeError(`Two rows have the same method at ${path}.`);
  const named = rows.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  return { path, rows: byMethod, first, allow: [...named, "OPTIONS"].join(", ") };
}

function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
}

function findPattern(patterns: readonly [RegExp, Endpoint][], path: string): Match | null {
  for (const [pattern, endpoint] of patterns) {
    const groups = pattern.exec(path)?.groups;
    const params = groups === undefined ? null : decodeAll(groups);
    if (params !== null) return { endpoint, params };
  }
  return null;
}

/** Null where a part is no percent-encoding of text: then the path is nobody's. */
function decodeAll(groups: Readonly<Record<string, string>>): Record<string, string> | null {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, part]) => [name, decodeURIComponent(part)]));
  } catch {
    return null;
  }
}
