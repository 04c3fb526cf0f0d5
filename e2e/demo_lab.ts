import type { Page } from "playwright";
import { LabPage } from "./lab_page";

/** Plays the lab's main acts. @param showStep for whoever watches */
export async function playLab(page: Page, showStep: (name: string) => Promise<void>): Promise<void> {
  const lab = new LabPage(page);
  await lab.start();
  await showStep("lab-take");

  await lab.open("knock");
  for (const kind of ["session", "access"]) {
    for (const door of ["ours", "neighbour"]) await lab.act("knock", { kind, door });
    await showStep(`lab-knock-${kind}`);
  }
  await lab.open("bend");
  for (const bend of ["user_1", "alg_none"]) {
    await lab.act("bend", { bend });
    await showStep(`lab-bend-${bend}`);
  }
  await lose(lab, showStep);

  await lab.open("twice");
  await lab.act("signin");
  const spend = page.locator('main form[action^="/lab/refresh?"]:has(input[name=key])').first();
  const key = (await spend.locator("input[name=key]").getAttribute("value")) ?? "";
  for (const time of ["first", "again"]) {
    await lab.act("refresh", { key });
    await showStep(`lab-spend-${time}`);
  }
  await lab.act("wait", { seconds: 180 });
  await lab.act("refresh", { key });
  await showStep("lab-spend-late");

  await lab.open("saw");
  await showStep("lab-saw");
}

/** A thief's copy, which the neighbour takes until it runs out. */
async function lose(lab: LabPage, showStep: (name: string) => Promise<void>): Promise<void> {
  await lab.open("lose");
  await lab.act("steal");
  await lab.act("signout");
  await showStep("lab-signed-out");
  await lab.act("knock", { holder: "thief", kind: "session", door: "ours" });
  for (const door of ["ours", "neighbour"]) await lab.act("knock", { holder: "thief", kind: "access", door });
  await showStep("lab-thief");
  await lab.act("wait", { seconds: 180 });
  await lab.act("knock", { holder: "thief", door: "neighbour" });
  await showStep("lab-thief-refused");
}
