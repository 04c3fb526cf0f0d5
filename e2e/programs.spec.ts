import { expect, test } from "./app";

test.use({ authCookie: "none" });

test("with AUTH_COOKIE=none programs get tokens in bodies, and no cookie", async ({ app }) => {
  async function tokens(path: string, body: Record<string, unknown>) {
    const answer = await fetch(app.url + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(answer.headers.getSetCookie()).toEqual([]);
    const { access, refresh } = (await answer.json()) as Record<string, string>;
    expect([access, refresh]).toEqual([expect.stringMatching(/^eyJ/), expect.stringMatching(/^eyJ/)]);
    return { access, refresh };
  }

  const credentials = { username: "program", password: "1234" };
  await tokens("/user/jwt_signup", credentials);
  const { refresh } = await tokens("/user/jwt_signin", credentials);
  const { access } = await tokens("/user/jwt_refresh", { refresh });
  const me = await fetch(`${app.url}/user/me`, { headers: { Authorization: `Bearer ${access}` } });
  expect(me.status).toBe(200);
});
