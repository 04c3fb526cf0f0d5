import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { freePort } from "../lib/testing/free_port";
import { expect, test as latchkey } from "./app";
import { accountNav, newUsername } from "./user";

/** Browsers take every name below localhost for this machine. */
const DOMAIN = "site.localhost";

/** An app beside Latchkey, which answers with the cookies that it gets. */
const sibling = createServer(({ headers }, answer) => {
  const names = (headers.cookie ?? "").split("; ").map((pair) => pair.split("=")[0]);
  answer.writeHead(200, { "Content-Type": "text/html" }).end(`<p>${names.join(" ")}</p>`);
});

const test = latchkey.extend<object, { sites: { auth: string; app: string } }>({
  sites: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are named.
    async ({}, use) => {
      await new Promise<void>((resolve) => sibling.listen(0, "127.0.0.1", resolve));
      const { port } = sibling.address() as AddressInfo;
      await use({
        auth: `http://auth.${DOMAIN}:${await freePort()}`,
        app: `http://app.${DOMAIN}:${port}/`,
      });
      sibling.closeAllConnections();
      sibling.close();
    },
    { scope: "worker" },
  ],
  environment: [
    async ({ sites }, use) =>
      use({
        APP_ORIGIN: sites.auth,
        PORT: new URL(sites.auth).port,
        SESSION_COOKIE_DOMAIN: DOMAIN,
        AUTH_COOKIE_DOMAIN: DOMAIN,
      }),
    { scope: "worker" },
  ],
  baseURL: async ({ sites, app }, use) => use(app.url && sites.auth),
});

for (const mode of ["session", "jwt"] as const) {
  test(`by ${mode}, an app under the domain gets the cookie, and no other of ours`, async ({
    page,
    context,
    sites,
    tokenCookies,
  }) => {
    const name = mode === "session" ? "sessionid" : tokenCookies.access;
    const username = newUsername();
    const fill = async (path: string, button: string) => {
      await page.goto(`${path}?next=%2Faccount%2Fbrowser`);
      await page.getByLabel("Username").fill(username);
      await page.locator("input[name=password]").fill("1234");
      await page.getByRole("button", { name: button }).click();
      await page.waitForURL("**/account/browser");
    };
    // What was left before the setting was made.
    await context.addCookies([{ name, value: "from-before", url: sites.auth }]);
    await fill(`/${mode}/signup`, "Create account");
    await expect(page.getByText(`${DOMAIN} and every site under it`)).toBeVisible();
    const held = (await context.cookies()).filter((cookie) => cookie.name === name);
    expect(held.map(({ domain }) => domain)).toEqual([`.${DOMAIN}`]);
    await page.goto(sites.app);
    expect(await page.locator("p").textContent()).toBe(name);

    // One of our host comes beside it, as from a server with the setting of before.
    await context.addCookies([{ name, value: "beside", url: sites.auth }]);
    await fill(`/${mode}/signin`, "Sign in");
    await expect(accountNav(page)).toContainText(username);

    await accountNav(page).getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed out");
    expect(await context.cookies()).toEqual([]);
  });
}

test("at a host that the domain does not cover, pages say why nobody stays signed in, and where to go", async ({
  page,
  app,
  sites,
}) => {
  for (const path of ["/session/signin", "/jwt/signup", "/account"]) {
    await page.goto(app.url + path);
    const alert = page.getByRole("main").getByRole("alert");
    await expect(alert).toContainText(`this site’s cookies are for ${DOMAIN}.`);
    await expect(alert.getByRole("link")).toHaveAttribute("href", sites.auth);
    await page.goto(sites.auth + path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(alert).toHaveCount(0);
  }
});
