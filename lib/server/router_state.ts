/** Far more than pages are nested. */
const MAX_DEPTH = 50;
const PARAMETER_KIND = /^(?:oc|[cd](?:i(?:\(\.\)|\(\.\.\)|\(\.\.\)\(\.\.\)|\(\.\.\.\)))?)$/;
const MARKS = ["refetch", "inside-shared-layout", "metadata-only"];

/**
 * Whether Next.js would take the value of a `Next-Router-State-Tree` header: what of a page the browser has already. It
 * fails with a 500 where it would not, as with one from a page of another version.
 */
export function isRouterState(header: string): boolean {
  try {
    return isTree(JSON.parse(decodeURIComponent(header)), 0);
  } catch {
    return false;
  }
}

function isTree(value: unknown, depth: number): boolean {
  if (!Array.isArray(value) || value.length < 2 || value.length > 6 || depth > MAX_DEPTH) return false;
  const [segment, children, url, mark, hints, search = ""] = value;
  return (
    isSegment(segment) &&
    isObject(children) &&
    Object.values(children).every((child) => isTree(child, depth + 1)) &&
    (url == null || isTextPair(url)) &&
    (mark == null || MARKS.includes(mark)) &&
    (hints == null || typeof hints === "number") &&
    typeof search === "string"
  );
}

/** A name, or a parameter of the address. */
function isSegment(value: unknown): boolean {
  if (typeof value === "string") return true;
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [name, key, kind, siblings] = value;
  const areSiblings = siblings === null || (Array.isArray(siblings) && siblings.every(isText));
  return isText(name) && isText(key) && isText(kind) && PARAMETER_KIND.test(kind) && areSiblings;
}

function isTextPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
