import { createHash } from "node:crypto";

const ATTRIBUTES = `(?:"[^"]*"|'[^']*'|[^"'>])*`;
/** A comment, an element whose content is text alone, or a tag: what looks like a script inside of one is none. */
const TOKEN = new RegExp(
  String.raw`<!--[^]*?-->|<(script|style|textarea|title)\b(${ATTRIBUTES})>([^]*?)</\1\s*>|</?[a-z]${ATTRIBUTES}>`,
  "gi",
);

/**
 * The sources of script-src that allow the inline scripts of a page, and no other inline script.
 * @param html as React writes it: names of attributes have no quotes, and scripts no `</script`
 * @see https://www.w3.org/TR/CSP3/#match-element-to-source-list
 */
export function scriptHashes(html: string): string[] {
  const hashes = [...html.matchAll(TOKEN)]
    .filter(([, element, attributes = ""]) => element?.toLowerCase() === "script" && !hasSource(attributes))
    .map(([, , , script = ""]) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  return [...new Set(hashes)];
}

function hasSource(attributes: string): boolean {
  return /\ssrc\s*=/i.test(attributes.replace(/"[^"]*"|'[^']*'/g, '""'));
}
