import { rmSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { makeDatabaseFolder } from "../lib/commands/memory_folder.js";
import type { LabBend, LabKeyKind, LabStep, LabView } from "../lib/contract/lab";
import { labTexts } from "../lib/ui/messages/lab";
import { labBendTexts } from "../lib/ui/messages/lab_bend";
import { labElsewhereTexts } from "../lib/ui/messages/lab_elsewhere";
import { labOutcomeTexts } from "../lib/ui/messages/lab_outcome";
import { labSawTexts } from "../lib/ui/messages/lab_saw";
import { labTwiceTexts } from "../lib/ui/messages/lab_twice";
import { DEVELOPMENT, expect, start, test } from "./app";
import { expectNoViolations } from "./axe";
import { formOf, LabPage, latest, outcomes } from "./lab_page";
import { sidewaysScrolls } from "./layout_faults";

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 800 };

/** What each door says to a credential that was changed. */
const BENT: readonly (readonly [LabBend, ours: string, neighbour: string])[] = [
  ["user_1", "token_not_valid", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"],
  ["never_expires", "token_not_valid", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"],
  ["alg_none", "token_not_valid", "ERR_JOSE_ALG_NOT_ALLOWED"],
  ["another_key", "token_not_valid", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"],
  ["refresh_as_access", "token_not_valid", "ERR_TOKEN_TYPE"],
  ["flip_seal", "not_authenticated", "no_token"],
];

/** What somebody holds of a kind. */
function heldIn(view: LabView, kind: LabKeyKind, holder = "you") {
  const key = view.keys.findLast(
    (one) => one.holder === holder && one.kind === kind && one.droppedAt === null,
  );
  if (key === undefined) throw new Error(`${holder} holds no ${kind}`);
  return key;
}

/** A step that has been played: nothing about it is wrong for axe, and it fits a phone with text twice as large. */
async function look({ page }: LabPage, step: LabStep): Promise<void> {
  await expectNoViolations(page, `the lab, ${step}`);
  await page.setViewportSize(PHONE);
  expect(await sidewaysScrolls(page)).toEqual([]);
  await page.setViewportSize(WIDE);
}

async function take(lab: LabPage): Promise<void> {
  const view: LabView = await (await lab.page.request.get("/lab/state")).json();
  expect(view.keys.map(({ kind }) => kind).sort()).toEqual(["access", "refresh", "session"]);
  const shown = (await lab.page.locator("main").textContent())?.replace(/\s/g, "");
  for (const { raw } of view.keys) expect(shown).toContain(raw);
  await lab.page.getByRole("button", { name: "exp", exact: true }).first().focus();
  const marked = await lab.page.locator("mark").textContent();
  expect(heldIn(view, "access").raw.split(".")[1]).toContain(marked);
  await openNotch(lab.page, 1);
  await lab.page.keyboard.press("Escape");
}

/** A notch of the strip opens what was sent and answered. */
async function openNotch(page: Page, request: number): Promise<void> {
  await page.locator(`ol button[popovertarget="request-${request}"]`).first().click();
  await expect(page.locator(":popover-open")).toHaveAttribute("id", `request-${request}`);
  await expect(page.locator(":popover-open")).toContainText("POST /user/session_signup");
}

async function knock(lab: LabPage): Promise<void> {
  const ask = async (kind: LabKeyKind, door: string) => {
    const view = await lab.act("knock", { holder: "you", kind, door });
    const [request] = latest(view);
    return [outcomes(view)[0], request?.statements.some(({ rows }) => rows > 0)];
  };
  expect(await ask("session", "ours")).toEqual([["ours", 200, null], true]);
  expect(await ask("access", "ours")).toEqual([["ours", 200, null], true]);
  expect(await ask("access", "neighbour")).toEqual([["neighbour", 200, null], false]);
  expect(await ask("session", "neighbour")).toEqual([["neighbour", 401, "no_token"], false]);
  await expect(lab.page.locator("main")).toContainText("no_token");
}

async function bend(lab: LabPage, language: "en" | "ko"): Promise<void> {
  for (const [each, ours, neighbour] of BENT) {
    expect([each, ...outcomes(await lab.act("bend", { bend: each }))]).toEqual([
      each,
      ["ours", 401, ours],
      ["neighbour", 401, neighbour],
    ]);
    await expect(lab.page.locator("main")).toContainText(neighbour);
  }
  const payload = lab.page.locator("textarea[name=payload]");
  const own = await payload.inputValue();
  await payload.fill(own.replace('"2"', '"1"'));
  expect(outcomes(await lab.act("bend", { bend: "payload" }))[0]).toEqual(["ours", 401, "token_not_valid"]);
  await payload.fill(own);
  expect(outcomes(await lab.act("bend", { bend: "payload" }))).toEqual([
    ["ours", 200, null],
    ["neighbour", 200, null],
  ]);
  await expect(lab.page.locator("main")).toContainText(labBendTexts[language].unchanged);
  await payload.fill("{");
  await formOf(lab.page, "bend", { bend: "payload" }).getByRole("button").click();
  await expect(lab.page.getByRole("alert").first()).toBeVisible();
  await expect(payload).toHaveValue("{");
}

async function time(lab: LabPage, language: "en" | "ko"): Promise<void> {
  const before = await lab.act("wait", { seconds: 180 });
  const older = lab.page.getByText(labOutcomeTexts[language].before);
  await expect(older).toHaveCount(2);
  const own = { holder: "you", door: "ours" };
  expect(outcomes(await lab.act("knock", { ...own, kind: "access" }))).toEqual([
    ["ours", 401, "token_not_valid"],
  ]);
  await expect(older).toHaveCount(1);
  const slid = await lab.act("knock", { ...own, kind: "session" });
  expect(heldIn(slid, "session").expiresAt).toBeGreaterThan(heldIn(before, "session").expiresAt);
  const refreshed = await lab.act("refresh", { holder: "you" });
  expect(heldIn(refreshed, "access").expiresAt).toBeGreaterThan(refreshed.now);
  expect(outcomes(await lab.act("knock", { ...own, kind: "access" }))).toEqual([["ours", 200, null]]);
}

async function lose(lab: LabPage): Promise<void> {
  await lab.act("steal");
  // The button is gone: the keyboard goes on from the next one.
  await expect(formOf(lab.page, "signout").getByRole("button")).toBeFocused();
  await lab.act("signout");
  const thief = (kind: LabKeyKind, door: string) => lab.act("knock", { holder: "thief", kind, door });
  expect(outcomes(await thief("session", "ours"))).toEqual([["ours", 401, "not_authenticated"]]);
  expect(outcomes(await thief("access", "ours"))).toEqual([["ours", 401, "token_not_valid"]]);
  expect(outcomes(await lab.act("refresh", { holder: "thief" }))).toEqual([["ours", 401, "token_not_valid"]]);
  const alarm = lab.page.locator('[data-state="alarm"]');
  await expect(alarm).toHaveCount(0);
  expect(outcomes(await thief("access", "neighbour"))).toEqual([["neighbour", 200, null]]);
  await expect(alarm).toHaveCount(1);
  await lab.act("wait", { seconds: 180 });
  const over = await thief("access", "neighbour");
  expect(outcomes(over)).toEqual([["neighbour", 401, "ERR_JWT_EXPIRED"]]);
  const { signOut } = over.findings;
  expect(signOut?.neighbourTookAt).toBeGreaterThan(signOut?.at ?? Number.POSITIVE_INFINITY);
  expect(signOut?.neighbourRefusedAt).toBeGreaterThanOrEqual(
    signOut?.tokenExpiresAt ?? Number.POSITIVE_INFINITY,
  );
}

async function twice(lab: LabPage, language: "en" | "ko"): Promise<void> {
  const { id: key } = heldIn(await lab.act("signin"), "refresh");
  expect(outcomes(await lab.act("refresh", { key }))).toEqual([["ours", 200, null]]);
  expect((await lab.act("refresh", { key })).findings.twice).toMatchObject({
    gotSameSuccessor: true,
    fellAt: null,
  });
  await expect(lab.page.getByText(labTwiceTexts[language].told.same("R1", "R2"))).toBeVisible();
  await lab.act("wait", { seconds: 180 });
  const fallen = await lab.act("refresh", { key });
  expect(outcomes(fallen)).toEqual([["ours", 401, "token_not_valid"]]);
  expect(fallen.findings.twice?.line).toContain("refresh_token_reused");
  expect(fallen.rows.filter(({ table }) => table === "latchkey_family").at(-1)?.state).toBe("ended");
  await expect(lab.page.locator("main").getByText("refresh_token_reused").first()).toBeVisible();
  // The buttons that spend are gone: the focus goes on in the page.
  await expect(lab.page.locator("main :focus")).toHaveCount(1);
}

async function elsewhere(lab: LabPage, language: "en" | "ko"): Promise<void> {
  await lab.act("phone");
  const phone = { holder: "phone", kind: "session", door: "ours" };
  const signedIn = await lab.act("knock", phone);
  expect(outcomes(signedIn)).toEqual([["ours", 200, null]]);
  await lab.act("end", { sign_in: heldIn(signedIn, "session", "phone").row ?? "" });
  const focused = lab.page.locator("main :focus");
  await expect(focused).toHaveCount(1);
  const refused = await lab.act("knock", phone);
  expect(outcomes(refused)).toEqual([["ours", 401, "not_authenticated"]]);
  expect(refused.findings.elsewhere.session?.refusedAt).not.toBeNull();
  await expect(focused).toHaveCount(1);
  await copiedToken(lab, language);
}

/** The tokens have ended before: new ones are offered first. */
async function copiedToken(lab: LabPage, language: "en" | "ko"): Promise<void> {
  await lab.act("signin");
  const copied = heldIn(await lab.act("steal"), "access", "thief").row ?? "";
  await lab.act("signin");
  await lab.act("end", { sign_in: copied });
  const thief = (door: string) => lab.act("knock", { holder: "thief", kind: "access", door });
  expect(outcomes(await thief("ours"))).toEqual([["ours", 401, "token_not_valid"]]);
  const seen = await thief("neighbour");
  expect(outcomes(seen)).toEqual([["neighbour", 200, null]]);
  expect(seen.findings.elsewhere.token).toMatchObject({ signIn: copied, refusedAt: expect.any(Number) });
  await expect(lab.page.getByText(labElsewhereTexts[language].thiefSeen)).toBeVisible();
  await expect(lab.page.locator("main :focus")).toHaveCount(1);
}

/** Everything was tried. */
async function saw({ page }: LabPage, language: "en" | "ko"): Promise<void> {
  await expect(page.getByRole("table")).toBeVisible();
  await expect(page.getByText(labSawTexts[language].untried)).toHaveCount(0);
}

async function settings(lab: LabPage): Promise<void> {
  const set = async (name: string, value: string) => {
    await formOf(lab.page, "set", { name }).locator(`input[value="${value}"]`).check();
    const view = await lab.act("set", { name });
    await expect(lab.page.locator("main :focus")).toHaveRole("button");
    return view;
  };
  await set("ACCESS_TOKEN_LIFETIME", "30s");
  await lab.act("signin");
  const { takenAt, expiresAt } = heldIn(await lab.act("refresh"), "access");
  expect(Math.round((expiresAt - takenAt) / 1000)).toBeLessThanOrEqual(30);
  await set("ROTATE_REFRESH_TOKENS", "false");
  expect(latest(await lab.act("refresh"))[0]?.answer).not.toContain('"refresh"');
  await set("AUTH_TOKEN_CLASSES", "AccessToken,RefreshToken");
  expect(outcomes(await lab.act("knock", { kind: "refresh" }))).toEqual([["ours", 200, null]]);
  await set("AUTH_COOKIE", "lab_access_token");
  const [, byToken] = latest(await lab.act("signin"));
  expect(byToken?.setCookies.join()).toContain("lab_access_token=");
  expect(byToken?.answer).not.toContain("eyJ");
}

for (const [language, locale, colorScheme] of [
  ["en", "en-US", "light"],
  ["ko", "ko-KR", "dark"],
] as const) {
  test.describe(locale, () => {
    // Nine steps, some fifty acts.
    test.describe.configure({ timeout: 120_000 });
    test.use({ locale, colorScheme, viewport: WIDE, contextOptions: { reducedMotion: "reduce" } });

    test("the whole lab gives the answers that it tells of", async ({ page }) => {
      const lab = new LabPage(page);
      await lab.start();
      const plays = { take, knock, bend, time, lose, twice, elsewhere, saw, settings };
      for (const [step, play] of Object.entries(plays)) {
        await lab.open(step as LabStep);
        await expect(page.locator("#step")).toHaveText(labTexts[language].steps[step as LabStep]);
        await play(lab, language);
        await look(lab, step as LabStep);
        expect(await runningAnimations(page)).toBe(0);
      }
      await page.getByText(labTexts[language].leave.summary).click();
      await formOf(page, "leave").getByRole("button").click();
      await expect(formOf(page, "start").getByRole("button")).toBeVisible();
    });
  });
}

function runningAnimations(page: Page): Promise<number> {
  return page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === "running").length,
  );
}

test("a step that the back button restores shows what was done since, and the same outcome is announced again", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.start();
  await lab.open("knock");
  const session = { holder: "you", kind: "session", door: "ours" };
  await lab.act("knock", session);
  const told = page.locator("main").getByRole("status").first();
  const said = await told.textContent();
  const element = await told.locator("span").first().elementHandle();
  await lab.act("knock", session);
  await expect.poll(() => element?.evaluate(({ isConnected }) => isConnected)).toBe(false);
  expect(await told.textContent()).toBe(said);
  await lab.open("bend");
  await lab.act("bend", { bend: "flip_seal" });
  // The page asks for news now and then: what it shows is not to come from there.
  await page.route("**/lab/state*", (route) => route.fulfill({ status: 204 }));
  await page.goBack();
  await expect(page.locator("#step")).toHaveText(labTexts.en.steps.knock);
  // Two requests made the lab, two knocked, and two were bent.
  await expect(page.locator("#request-6")).toBeAttached();
  // It was done on another step.
  await expect(told).toBeEmpty();
});

test("on a phone, what came of an act is scrolled into sight, above the strip", async ({ page }) => {
  await page.setViewportSize(PHONE);
  const lab = new LabPage(page);
  await lab.start();
  const strip = page.locator("section", { has: page.locator("#strip") });
  const bottomOf = async (selector: string) => {
    const newest = await page.locator(selector).first().boundingBox();
    const bar = await strip.boundingBox();
    if (newest === null || bar === null) throw new Error(`There is no ${selector}.`);
    expect(newest.y).toBeGreaterThanOrEqual(0);
    return bar.y - newest.y - newest.height;
  };
  await lab.open("knock");
  await lab.act("knock", { kind: "access", door: "neighbour" });
  await expect.poll(() => bottomOf('[data-earlier="false"]')).toBeGreaterThanOrEqual(0);
  await lab.open("time");
  await lab.act("knock", { kind: "session", door: "ours" });
  await expect.poll(() => bottomOf('[data-newest="true"]')).toBeGreaterThanOrEqual(0);
});

test("what is typed before the scripts run stays", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.start();
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/*.js", async (route) => {
    await released;
    await route.continue();
  });
  await page.goto("/lab?step=bend", { waitUntil: "commit" });
  const payload = page.locator("textarea[name=payload]");
  await payload.fill("early");
  const left = page
    .locator("div", { has: page.getByText(labTexts.en.left, { exact: true }) })
    .locator("dd")
    .last();
  const rendered = await left.textContent();
  release();
  // It runs down once the scripts do.
  await expect(left).not.toHaveText(rendered ?? "");
  await lab.act("bend", { bend: "alg_none" });
  await expect(payload).toHaveValue("early");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the lab can be played, too, and each act is told", async ({ page }) => {
    const told = page.getByRole("status");
    const act = async (...[name, fields]: Parameters<LabPage["act"]>) => {
      await formOf(page, name, fields).getByRole("button").click();
      await expect(told).not.toBeEmpty();
    };
    await page.goto("/lab");
    await act("start");
    await openNotch(page, 1);
    await page.goto("/lab?step=knock");
    await act("knock", { kind: "session", door: "neighbour" });
    await expect(page.locator("main")).toContainText("no_token");
    await page.goto("/lab?step=bend");
    await act("bend", { bend: "alg_none" });
    await expect(page.locator("main")).toContainText("ERR_JOSE_ALG_NOT_ALLOWED");
    const payload = page.locator("textarea[name=payload]");
    await payload.fill("no JSON");
    await formOf(page, "bend", { bend: "payload" }).getByRole("button").click();
    await expect(payload).toHaveAccessibleDescription(labBendTexts.en.unreadable);
    await expect(payload).toHaveValue("no JSON");
    await page.goto("/lab?step=lose");
    for (const name of ["steal", "signout"] as const) await act(name);
    await act("knock", { holder: "thief", kind: "access", door: "ours" });
    await act("knock", { holder: "thief", kind: "access", door: "neighbour" });
    await act("wait", { seconds: 180 });
    await act("knock", { holder: "thief", kind: "access", door: "neighbour" });
    await expect(page.locator("main")).toContainText("ERR_JWT_EXPIRED");
    expect(page.url()).toContain("/lab?step=lose");
    await page.context().clearCookies();
    await formOf(page, "signin").getByRole("button").click();
    await expect(page.getByRole("alert")).toContainText(labTexts.en.refused.gone);
  });
});

test("there is no lab without DEBUG, unless LAB says so", async () => {
  const folder = makeDatabaseFolder("latchkey-lab-");
  const production = {
    ...{ ...DEVELOPMENT, DEBUG: "false", PASSWORD_VALIDATORS: "numeric" },
    ...{ DATABASE_URL: `file:${path.join(folder, "app.db")}`, TMPDIR: folder },
  };
  for (const [environment, status] of [
    [{}, 404],
    [{ LAB: "true" }, 200],
  ] as const) {
    const app = await start({ ...production, ...environment });
    expect((await fetch(`${app.url}/lab`, { headers: { Accept: "text/html" } })).status).toBe(status);
    const began = await fetch(`${app.url}/lab/start`, { method: "POST" });
    expect(began.status).toBe(status);
    if (began.ok) await leaveLab(app.url, began);
    await app.stop();
  }
  rmSync(folder, { recursive: true, force: true });
});

/** The cookie is a Secure one. */
async function leaveLab(url: string, began: Response): Promise<void> {
  const [cookie = ""] = began.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-latchkey_lab=.*; HttpOnly; Secure; SameSite=Lax$/);
  const left = await fetch(`${url}/lab/leave`, {
    method: "POST",
    headers: { Cookie: cookie.split(";")[0] ?? "" },
  });
  expect(left.status).toBe(204);
}
