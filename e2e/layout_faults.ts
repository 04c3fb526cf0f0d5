import type { Page } from "@playwright/test";

/** Font sizes of the root in pixels: 32 is text twice as large. */
export const FONT_SIZES = [32, 16] as const;

export async function setFontSize(page: Page, pixels: number): Promise<void> {
  await page.evaluate((size) => {
    document.documentElement.style.fontSize = `${size}px`;
  }, pixels);
}

/** The font sizes at which the page can be scrolled sideways, with its width. */
export function sidewaysScrolls(page: Page): Promise<string[]> {
  return page.evaluate((sizes) => {
    const root = document.documentElement;
    const found: string[] = [];
    for (const size of sizes) {
      root.style.fontSize = `${size}px`;
      const { scrollWidth, clientWidth } = root;
      if (scrollWidth > clientWidth)
        found.push(`${location.pathname} with text of ${size} px: ${scrollWidth} instead of ${clientWidth}`);
    }
    return found;
  }, FONT_SIZES);
}

/** Lines of text that a ring does not hold, and rings that overlap each other or what stands beside them. */
export function ringFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const rings = [...document.querySelectorAll("svg:has(circle[pathLength])")].map((svg) => {
      const { left, top, width } = svg.getBoundingClientRect();
      const { viewBox } = svg as SVGSVGElement;
      const circle = svg.querySelector("circle");
      const inner = Number(circle?.getAttribute("r")) - 4;
      const radius = (inner * width) / viewBox.baseVal.width;
      return { dial: svg.parentElement, x: left + width / 2, y: top + width / 2, radius, outer: width / 2 };
    });
    const range = document.createRange();
    for (const { dial, x, y, radius, outer } of rings) {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        range.selectNodeContents(texts.currentNode);
        const inside = dial?.contains(texts.currentNode);
        for (const box of range.getClientRects()) {
          const text = texts.currentNode.textContent;
          const far = [box.left, box.right].some((side) => Math.abs(side - x) > radius);
          const near =
            box.left < x + outer && box.right > x - outer && box.top < y + outer && box.bottom > y - outer;
          if (inside && far) faults.push(`the ring does not hold "${text}"`);
          if (!inside && near && box.width > 1) faults.push(`a ring overlaps "${text}"`);
        }
      }
      for (const other of rings)
        if (other.dial !== dial && Math.hypot(other.x - x, other.y - y) < outer + other.outer)
          faults.push("two rings overlap");
    }
    if (rings.length === 0) faults.push("there is no ring");
    return faults;
  });
}

/** Where the content of the header, of the page and of its cards begins and ends, in pixels from the left. */
export function edges(page: Page): Promise<{ left: number[]; right: number[] }> {
  return page.evaluate(() => {
    const content = (element: Element) => {
      const box = element.getBoundingClientRect();
      const { paddingLeft, paddingRight } = getComputedStyle(element);
      return {
        left: box.left + Number.parseFloat(paddingLeft),
        right: box.right - Number.parseFloat(paddingRight),
      };
    };
    const frames = [...document.querySelectorAll("header, main")].map(content);
    const aside = document.querySelector("aside");
    if (aside !== null) frames.splice(1, 1, { left: frames[1]?.left ?? 0, right: content(aside).right });
    const shown = [...document.querySelectorAll("main :is(article, section, table, form)")].map((element) =>
      element.getBoundingClientRect(),
    );
    if (shown.length > 0)
      frames.push({
        left: Math.min(...shown.map(({ left }) => left)),
        right: aside === null ? Math.max(...shown.map(({ right }) => right)) : (frames[0]?.right ?? 0),
      });
    return {
      left: frames.map(({ left }) => Math.round(left)),
      right: frames.map(({ right }) => Math.round(right)),
    };
  });
}
