import { type App, expect, test } from "./app";
import { newUsername } from "./user";

test.use({ environment: { SIGN_IN_BY: "email" } });

const PASSWORD = "1234";

async function addUser({ url }: App): Promise<{ username: string; email: string }> {
  const username = newUsername();
  const user = { username, email: `${username}@example.com` };
  const response = await fetch(`${url}/user/jwt_signup`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...user, password: PASSWORD }),
  });
  expect(response.status).toBe(201);
  return user;
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("the form asks for it, says what is wrong in its words, and keeps it", async ({ page, app }) => {
      const { username, email } = await addUser(app);
      await page.goto("/session/signup");
      await expect(page.getByLabel("Email")).toHaveAttribute("required");
      await expect(page.getByText("Optional")).toHaveCount(1);
      await page.goto("/session/signin");
      const input = page.getByLabel("Email");
      await expect(input).toHaveAttribute("autocomplete", "username");
      await expect(input).toHaveAttribute("inputmode", "email");
      const submit = async (password: string) => {
        await input.fill(email);
        await page.locator("input[name=password]").fill(password);
        await page.getByRole("button", { name: "Sign in" }).click();
      };
      await submit("wrong");
      await expect(page.getByText("No account matches this email address and password.")).toBeVisible();
      await expect(input).toHaveValue(email);
      await submit(PASSWORD);
      await page.waitForURL("**/account");
      await expect(page.getByRole("heading", { level: 1, name: username })).toBeVisible();
      // By this a password manager finds the password where it is asked for again.
      await page.goto("/account?edit=password");
      await expect(page.locator("input[autocomplete=username]")).toHaveValue(email);
    });
  });
