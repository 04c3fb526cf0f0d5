import { expect, test } from "./app";

for (const path of ["/nope", "/user/nope?a=b", "/_next/nope"]) {
  test(`${path} says that nothing is there, in the language that is chosen, and leads on`, async ({
    page,
  }) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.getByRole("button", { name: "한국어" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "ko");
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(path);
    await page.getByRole("main").getByRole("link").click();
    await expect(page).toHaveURL(/:\d+\/$/);
    await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  });
}
