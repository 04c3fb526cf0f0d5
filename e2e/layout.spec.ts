import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./app";
import { edges, FONT_SIZES, ringFaults, setFontSize, sidewaysScrolls } from "./layout_faults";
import { newUsername, signIn, signUp } from "./user";

const FORMS = ["/session/signup", "/session/signin", "/jwt/signup", "/jwt/signin"];
/** What this browser holds, as cards. */
const BROWSER = "/account/browser";
/** Who is signed in, with a form open and without, and where. */
const ACCOUNT = ["/account", "/account?edit=password", "/account?edit=delete", "/account/signins"];
const WIDTHS = [320, 768, 1024];
const HEIGHT = 800;
const SIGNED_OUT = ["/", ...FORMS, "/account", "/no-such-page"];

async function failForm(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator("main form")).toHaveAttribute("novalidate");
  await page.locator("main form button[type=submit]").click();
  await expect(page.locator("input[name=username]")).toHaveAttribute("aria-invalid", "true");
}

/** Signs in both ways, under a name and an address that are long and have no place to break. */
async function signInBothWays(page: Page): Promise<void> {
  const username = newUsername().padEnd(150, "가나다라마바사");
  await page.goto("/session/signup");
  const form = page.locator("main form");
  await form.locator("input[name=email]").fill(`${newUsername().padEnd(60, "x")}@${"y".repeat(60)}.example`);
  await form.locator("input[name=username]").fill(username);
  await form.locator("input[name=password]").fill("1234");
  await form.locator("button[type=submit]").click();
  await page.waitForURL("**/account");
  await page.goto("/jwt/signin");
  await signIn(page, username);
  await page.waitForURL("**/account");
  await page.goto(BROWSER);
  await expect(page.getByRole("article")).toHaveCount(2);
}

for (const locale of ["en-US", "ko-KR"]) {
  test.describe(locale, () => {
    test.use({ locale });

    test("no page scrolls sideways, even with text twice as large", async ({ page }) => {
      await page.setViewportSize({ width: 320, height: HEIGHT });
      for (const path of SIGNED_OUT) {
        await page.goto(path);
        expect(await sidewaysScrolls(page)).toEqual([]);
      }
    });

    test("nor does a form full of errors", async ({ page }) => {
      await page.setViewportSize({ width: 320, height: HEIGHT });
      for (const path of ["/session/signup", "/jwt/signin"]) {
        await failForm(page, path);
        expect(await sidewaysScrolls(page)).toEqual([]);
      }
    });
  });
}

test("a long name scrolls no page sideways, and rings hold their text and overlap nothing", async ({
  page,
  context,
  app,
}) => {
  await signInBothWays(page);
  for (const language of ["en", "ko"]) {
    await context.addCookies([{ name: "django_language", value: language, url: app.url }]);
    await page.setViewportSize({ width: 320, height: HEIGHT });
    await page.goto("/");
    expect(await sidewaysScrolls(page)).toEqual([]);
    for (const path of ACCOUNT) {
      await page.goto(path);
      expect(await sidewaysScrolls(page)).toEqual([]);
    }
    await page.goto(BROWSER);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT });
      expect(await sidewaysScrolls(page)).toEqual([]);
      for (const size of FONT_SIZES) {
        await setFontSize(page, size);
        expect(await ringFaults(page), `${language}, ${width} px, text of ${size} px`).toEqual([]);
      }
    }
  }
  await page.setViewportSize({ width: 320, height: HEIGHT });
  for (const gone of ["sessionid", /^access_token/]) {
    await context.clearCookies({ name: gone });
    await page.goto(BROWSER);
    expect(await sidewaysScrolls(page)).toEqual([]);
  }
});

test("on wide screens header, text, cards and forms begin and end at the same edges", async ({ page }) => {
  async function expectSharedEdges(path: string) {
    await page.goto(path);
    for (const width of [1440, 1920]) {
      await page.setViewportSize({ width, height: HEIGHT });
      const { left, right } = await edges(page);
      expect(new Set(left).size, `${path} at ${width}: ${left} from the left`).toBe(1);
      expect(new Set(right).size, `${path} at ${width}: ${right} from the left`).toBe(1);
    }
  }
  for (const path of SIGNED_OUT) await expectSharedEdges(path);
  await signUp(page, "session", newUsername());
  for (const path of ["/account", "/account/signins", BROWSER]) await expectSharedEdges(path);
});

test.describe("in forced colours", () => {
  test.use({ contextOptions: { forcedColors: "active" } });

  /** What is drawn of an element besides its text. */
  const marks = (locator: Locator) =>
    locator.evaluateAll((elements) =>
      elements.map((element) =>
        [null, "::after"]
          .map((pseudo) => getComputedStyle(element, pseudo))
          .map(({ content, borderBottomStyle, borderBottomWidth }) =>
            content === "none" ? "" : `${borderBottomStyle} ${borderBottomWidth}`,
          )
          .join(),
      ),
    );

  test("the chosen mode and the chosen language are marked, and buttons, fields and cards have edges", async ({
    page,
  }) => {
    await page.goto("/session/signin");
    const [session, token] = await marks(page.getByRole("navigation").getByRole("link"));
    expect(session).not.toBe(token);
    const [english, korean] = await marks(page.locator("header button[lang]"));
    expect(english).not.toBe(korean);
    await signUp(page, "session", newUsername());
    for (const path of ["/account", BROWSER, "/", "/session/signin"]) {
      await page.goto(path);
      const edgeless = await page
        .locator(
          "article, section[data-mode], main form button[type=submit], div:has(> input), a[class*=primary], a[class*=secondary]",
        )
        .evaluateAll((elements) =>
          elements.filter((element) => {
            const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(element);
            return borderTopWidth === "0px" || borderTopColor === backgroundColor;
          }),
        );
      expect(edgeless).toEqual([]);
    }
  });

  test("rings are drawn in the system's colours", async ({ page }) => {
    await signUp(page, "session", newUsername());
    const [track, rest, text] = await page
      .locator("svg:has(circle[pathLength]) circle")
      .evaluateAll((circles) => [
        ...circles.map((circle) => getComputedStyle(circle).stroke),
        getComputedStyle(document.body).color,
      ]);
    expect(rest).toBe(text);
    expect(track).not.toBe(rest);
  });
});

test("English pages load no font but of the word 한국어 where the system has none, Korean pages one; nothing shifts", async ({
  page,
  context,
  app,
}) => {
  const fonts: string[] = [];
  const others = () => fonts.filter((url) => !url.includes("/language_name."));
  page.on("request", (request) => {
    if (request.resourceType() === "font") fonts.push(request.url());
  });
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) document.documentElement.dataset.shift = JSON.stringify(shift);
    }).observe({ type: "layout-shift", buffered: true });
  });
  async function visitAll() {
    for (const path of SIGNED_OUT) {
      await page.goto(path);
      await page.waitForLoadState("networkidle");
      await expect(page.locator("html")).not.toHaveAttribute("data-shift");
    }
  }
  await visitAll();
  expect(others()).toEqual([]);
  await context.addCookies([{ name: "django_language", value: "ko", url: app.url }]);
  await visitAll();
  expect(new Set(others()).size).toBe(1);
});
