import { expect, type Locator, type Page } from "@playwright/test";
import type { LabAct, LabRequest, LabStep, LabView } from "../lib/contract/lab";

/** The lab's page, as somebody uses it whose browser runs scripts. */
export class LabPage {
  constructor(readonly page: Page) {}

  /** Makes a lab. */
  async start(): Promise<void> {
    await this.page.goto("/lab");
    await formOf(this.page, "start").getByRole("button").click();
    await this.page.waitForURL("**/lab?step=take");
  }

  /** Goes to a step by its link. */
  async open(step: LabStep): Promise<void> {
    const link = this.page.locator(`main nav a[href="/lab?step=${step}"]`).first();
    await link.click();
    await expect(link).toHaveAttribute("aria-current", "step");
  }

  /**
   * Does something by its form on the page.
   * @param fields of that form, to tell it from others of the same act
   * @returns what the page is told
   */
  async act(act: LabAct, fields: Readonly<Record<string, string | number>> = {}): Promise<LabView> {
    const answered = this.page.waitForResponse(
      (response) => new URL(response.url()).pathname === `/lab/${act}`,
    );
    await formOf(this.page, act, fields).getByRole("button").click();
    const response = await answered;
    expect(response.status(), act).toBe(200);
    return response.json();
  }
}

/** The first form of an act with these fields. */
export function formOf(
  page: Page,
  act: LabAct,
  fields: Readonly<Record<string, string | number>> = {},
): Locator {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `:has(input[name="${name}"][value="${value}"])`,
  );
  return page.locator(`main form[action^="/lab/${act}?"]${inputs.join("")}`).first();
}

/** What came of the requests of the last act: of each its door, status and refusal. */
export function outcomes(view: LabView): (readonly [LabRequest["door"], number, string | null])[] {
  return latest(view).map(({ door, status, refusal }) => [door, status, refusal] as const);
}

export function latest({ requests, latest }: LabView): LabRequest[] {
  return requests.filter(({ id }) => latest.includes(id));
}
