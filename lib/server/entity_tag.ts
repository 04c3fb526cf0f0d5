import { createHash } from "node:crypto";

/** What stands for a content in an entity tag. */
export function contentDigest(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("base64url").slice(0, 22);
}

/**
 * Whether If-None-Match says that the client has what an entity tag stands for. A proxy that compresses may have made it a
 * weak one.
 * @see RFC 9110, 13.1.2
 */
export function isUnchanged(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}
