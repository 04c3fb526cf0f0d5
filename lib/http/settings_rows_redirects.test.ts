import { expect, test } from "vitest";
import { groups } from "@/lib/settings/definitions";
import { openBrowser } from "@/lib/testing/browser";
import { given, testRows, unset } from "@/lib/testing/http/setting_rows";
import { newName, PASSWORD } from "@/lib/testing/requests";
import type { Check } from "@/lib/testing/server";
import { problemsOf, settingsOf } from "@/lib/testing/settings";

const APP = "https://app.example.com";

/** Where the forms of a sign-up and of a sign-out lead, with these values of `next`. */
function leadTo(paths: { in: string; out: string }, next: Readonly<Record<string, string>>): Check {
  return async (server) => {
    for (const mode of ["session", "jwt"]) {
      const browser = openBrowser(server);
      const post = async (path: string, fields?: Record<string, string>) =>
        (await browser.form(path, fields)).headers.location;
      const user = { username: newName(), password: PASSWORD };
      expect(await post(`/user/${mode}_signup`, user)).toBe(paths.in);
      expect(await post(`/user/${mode}_signout`)).toBe(paths.out);
      for (const [value, location] of Object.entries(next)) {
        const query = `?next=${encodeURIComponent(value)}`;
        expect(await post(`/user/${mode}_signin${query}`, user), value).toBe(location);
        if (mode === "jwt") expect(await post(`/user/jwt_refresh${query}`), value).toBe(location);
        const out = await post(`/user/${mode}_signout${query}`);
        expect(out, value).toBe(location === paths.in && value !== location ? paths.out : location);
      }
    }
  };
}

const NONE = { in: "/account", out: "/account" };

testRows(groups.Redirects, {
  LOGIN_REDIRECT_URL: [
    unset("the account's page", leadTo(NONE, { "": "/account", "/reports": "/reports" })),
    given("/reports?a=b", "a path", leadTo({ ...NONE, in: "/reports?a=b" }, { "/account": "/account" })),
    given(
      `${APP}/home`,
      "an address of an app, whose origin counts as allowed",
      leadTo({ ...NONE, in: `${APP}/home` }, { [`${APP}/a`]: `${APP}/a`, "/account": "/account" }),
    ),
  ],
  LOGOUT_REDIRECT_URL: [
    unset("the page that the button stands on", leadTo(NONE, { "/reports": "/reports" })),
    given("/", "a path", leadTo({ ...NONE, out: "/" }, { "/reports": "/reports" })),
    given(
      `${APP}/bye`,
      "an address of an app, whose origin counts as allowed",
      leadTo({ ...NONE, out: `${APP}/bye` }, { [`${APP}/a`]: `${APP}/a`, "//evil.example": "/account" }),
    ),
  ],
  ALLOWED_REDIRECT_ORIGINS: [
    unset("paths alone, and our own origin", async (server) => {
      const own = `${server.settings.origin}/a`;
      await leadTo(NONE, { [`${APP}/a`]: "/account", [own]: own })(server);
    }),
    given(
      `${APP},http://localhost:3000`,
      "addresses of exactly these origins, too",
      leadTo(NONE, {
        [`${APP}/a?b=c`]: `${APP}/a?b=c`,
        "http://localhost:3000": "http://localhost:3000/",
        "http://localhost:3001/": "/account",
        "https://evil.example/": "/account",
        "https://app.example.com@evil.example/": "/account",
      }),
    ),
  ],
});

test("what leads nowhere certain is refused at the start", () => {
  for (const name of ["LOGIN_REDIRECT_URL", "LOGOUT_REDIRECT_URL"])
    for (const value of [
      ...[
        "account",
        "//app.example.com/",
        "/\\app.example.com",
        "javascript:alert(1)",
        "ftp://app.example.com/",
      ],
      ...["https://user@app.example.com/", "https:app.example.com", "https://", "{% url 'home' %}"],
      // In a page's policy these would be any host, another policy or the end of form-action.
      ...[
        "https://*.example.com/",
        "https://app.example.com,x/",
        "https://a;b.example.com/",
        "https://'self'/",
      ],
    ])
      expect(problemsOf({ [name]: value }), value).toEqual([
        expect.stringContaining(`${name} must be a path`),
      ]);
  for (const value of ["https://*.example.com", `${APP}/path`, "app.example.com", "https://a;b.example.com"])
    expect(problemsOf({ ALLOWED_REDIRECT_ORIGINS: value })).toHaveLength(1);
});

test("origins are as browsers write them, each once, ours first", () => {
  const { redirects } = settingsOf({
    APP_ORIGIN: "https://auth.example.com",
    ALLOWED_REDIRECT_ORIGINS: "HTTPS://APP.example.com:443, https://bücher.example",
    LOGIN_REDIRECT_URL: `${APP}/home`,
    LOGOUT_REDIRECT_URL: "https://www.example.com/",
  });
  expect(redirects).toEqual({
    afterSignIn: `${APP}/home`,
    afterSignOut: "https://www.example.com/",
    origins: ["https://auth.example.com", APP, "https://xn--bcher-kva.example", "https://www.example.com"],
  });
});
