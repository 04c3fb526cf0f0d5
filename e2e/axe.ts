import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { noteQuality } from "../lib/commands/quality/notes.js";

/**
 * All rules of axe, on the page as it is once it has loaded: of half a page, axe finds that its title is missing.
 * @param state what the page shows, for docs/quality.md
 */
export async function expectNoViolations(page: Page, state: string): Promise<void> {
  await page.waitForLoadState("load");
  const { violations } = await new AxeBuilder({ page }).analyze();
  const look = await page.evaluate(() => {
    const scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    return `${document.documentElement.lang} ${scheme}`;
  });
  noteQuality({ kind: "axe", state, look, violations: violations.length });
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  expect(found.join("\n"), `${state}, ${look}`).toBe("");
}

/** The same in light and dark; nothing fades from the one to the other. */
export async function expectNoViolationsInBoth(page: Page, state: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectNoViolations(page, state);
  }
}
