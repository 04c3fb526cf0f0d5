/**
 * Runs before anything else in the browser. In development Next.js's overlay has styles of its own, which the content security
 * policy refuses like all that come without a nonce. These get the page's, so that development needs no weaker policy than
 * production, where there is no overlay.
 */
if (process.env.NODE_ENV === "development") {
  const { nonce = "" } = document.querySelector<HTMLElement>("script[nonce]") ?? {};
  const { appendChild, insertBefore } = Node.prototype;
  Node.prototype.appendChild = function <T extends Node>(node: T): T {
    for (const style of overlayStyles(this, node)) style.nonce = nonce;
    return appendChild.call(this, node) as T;
  };
  Node.prototype.insertBefore = function <T extends Node>(node: T, next: Node | null): T {
    for (const style of overlayStyles(this, node)) style.nonce = nonce;
    return insertBefore.call(this, node, next) as T;
  };
}

/** The styles in what is about to be added somewhere, where that is the overlay's shadow tree, or they are of its font. */
function overlayStyles(parent: Node, added: Node): HTMLStyleElement[] {
  if (!(added instanceof Element)) return [];
  const root = parent.getRootNode();
  const isOverlay = root instanceof ShadowRoot && root.host.localName === "nextjs-portal";
  return [added, ...added.querySelectorAll("style")]
    .filter((element) => element instanceof HTMLStyleElement)
    .filter(({ textContent }) => isOverlay || textContent.includes("'__nextjs-Geist"));
}
