import { expect } from "vitest";
import { type Browser, openBrowser } from "@/lib/testing/browser";
import type { TestServer } from "@/lib/testing/server";
import type { Row } from "./matrix";
import { djangoUser, newUserThere, sessionThere } from "./people";
import type { Person, Sides } from "./sides";

const TAKING_OVER = { DJANGO_SESSION_COOKIE: "sessionid" };

const whoIsThere = ({ django }: Sides, session: unknown) => django.call("who_is", session);
const nameHere = async (browser: Browser) => (await browser.get("/user/me")).body?.username ?? null;
const browserWith = (server: TestServer, session: unknown) =>
  openBrowser(server, [["sessionid", String(session)]]);

/** A browser that Django has signed in and that has come here with its cookie. */
async function takenOver(sides: Sides, server: TestServer, user: Person) {
  const session = await sessionThere(sides, user);
  const browser = browserWith(server, session);
  expect(await nameHere(browser)).toBe(user.name);
  return { session, browser };
}

/** Sessions of Django's that are taken over (DJANGO_SESSION_COOKIE). */
export const SESSION_ROWS: Readonly<Record<string, Row>> = {
  "session taken over, and ended": {
    fromDjango: (sides) =>
      sides.beside(TAKING_OVER, async (server) => {
        const user = await newUserThere(sides);
        const { session, browser } = await takenOver(sides, server, user);
        const { lastLogin } = await djangoUser(sides, user);
        expect(await whoIsThere(sides, session)).toBe(user.name);
        await sides.django.call("request", "GET", "/logout/", { cookies: { sessionid: session } });
        expect([await nameHere(browser), await whoIsThere(sides, session)]).toEqual([null, null]);
        expect((await djangoUser(sides, user)).lastLogin).toBe(lastLogin);
      }),
    fromLatchkey: (sides) =>
      sides.beside(TAKING_OVER, async (server) => {
        const user = await newUserThere(sides);
        for (const path of ["/user/session_signout", "/user/signout_everywhere"]) {
          const { session, browser } = await takenOver(sides, server, user);
          expect((await browser.post(path)).status).toBe(204);
          expect(await whoIsThere(sides, session)).toBeNull();
          expect(await nameHere(browserWith(server, session))).toBeNull();
        }
      }),
  },
};
