// @ts-check

/** Without a terminal, a line at most so often. */
const LINE_EVERY_MS = 10_000;

/**
 * Shows what is being done, for how long already, and what it is at: in a terminal in one line that is rewritten, elsewhere in
 * a line at the beginning, at the end and every ten seconds.
 * @template Result
 * @param {string} name for instance "Building the pages"
 * @param {(show: (detail: string) => void) => Promise<Result>} work gets a function that shows what it is at
 * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} [out]
 * @returns {Promise<Result>}
 */
export async function withProgress(name, work, out = process.stdout) {
  const start = performance.now();
  const seconds = () => `${Math.round((performance.now() - start) / 1000)} s`;
  let detail = "";
  const print = () => {
    const line = [`${name} …`, seconds(), detail].filter(Boolean).join("  ");
    out.write(out.isTTY ? `\r\u001b[K${line.slice(0, (out.columns ?? 80) - 1)}` : `${line}\n`);
  };
  out.write(out.isTTY ? `${name} …` : `${name} …\n`);
  const timer = setInterval(print, out.isTTY ? 1000 : LINE_EVERY_MS);
  try {
    const result = await work((text) => {
      detail = text;
    });
    out.write(`${out.isTTY ? "\r\u001b[K" : ""}${name}: done in ${seconds()}.\n`);
    return result;
  } catch (error) {
    if (out.isTTY) out.write("\n");
    throw error;
  } finally {
    clearInterval(timer);
  }
}
