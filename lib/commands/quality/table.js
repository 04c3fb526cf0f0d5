// @ts-check

/**
 * @param {readonly string[]} header
 * @param {readonly (readonly string[])[]} rows
 * @returns {string} a table of Markdown
 */
export function table(header, rows) {
  const lines = [header, header.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * @param {number} count
 * @returns {string} "12,000"
 */
export function amount(count) {
  return count.toLocaleString("en-US");
}
