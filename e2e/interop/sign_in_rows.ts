import path from "node:path";
import { expect } from "vitest";
import { getLink, type Link, setByLink } from "@/lib/testing/mail/reset";
import type { Row } from "./matrix";
import {
  djangoUser,
  newUserHere,
  newUserThere,
  sessionHere,
  sessionThere,
  signInHere,
  signInThere,
} from "./people";
import type { Person, Sides } from "./sides";

/** Where latchkey_auth.py is, which a team copies into its project. */
const DJANGO_FILES = path.resolve(import.meta.dirname, "../../docs/django");
const OTHER = "a quite different password";

const linkThere = async ({ django }: Sides, { name }: Person) =>
  (await django.call("reset_link", name)) as Link;
const setThere = ({ django }: Sides, { uid, token }: Link) =>
  django.call("use_reset_link", uid, token, OTHER);
/** A link that we have mailed, to a user whose address we know. */
async function linkHere(sides: Sides, user: Person): Promise<Link> {
  await sides.runJobs();
  return getLink(sides.server, sides.mailServer, user.email);
}

/** Sessions, links to set a new password, and what a sign-in writes. */
export const SIGN_IN_ROWS: Readonly<Record<string, Row>> = {
  "session known at Django (latchkey_auth.py)": {
    async fromLatchkey(sides) {
      const user = await newUserThere(sides);
      const browser = await sessionHere(sides, user);
      const known = (cookies: Iterable<readonly [string, string]>) =>
        sides.django.call("who_is_at_latchkey", DJANGO_FILES, sides.server.url, Object.fromEntries(cookies));
      const cookies = [...browser.cookies];
      expect(await known(cookies)).toBe(user.name);
      await browser.post("/user/session_signout");
      expect(await known(cookies)).toBeNull();
    },
  },
  "reset link": {
    async fromDjango(sides) {
      const user = await newUserThere(sides);
      const link = await linkThere(sides, user);
      expect((await setByLink(sides.server, link, OTHER)).status).toBe(204);
      expect(await signInThere(sides, user, OTHER)).toBe(user.id);
      expect(await setThere(sides, link)).toBe(false);
    },
    async fromLatchkey(sides) {
      const user = await newUserThere(sides);
      const link = await linkHere(sides, user);
      expect(await setThere(sides, link)).toBe(true);
      expect(await signInHere(sides, user, OTHER)).toBe(200);
      expect((await setByLink(sides.server, link, OTHER)).status).toBe(400);
    },
  },
  "a sign-in voids reset links": {
    async fromDjango(sides) {
      const user = await newUserThere(sides);
      const link = await linkHere(sides, user);
      expect(await sessionThere(sides, user)).not.toBeNull();
      expect((await setByLink(sides.server, link, OTHER)).status).toBe(400);
    },
    async fromLatchkey(sides) {
      const user = await newUserThere(sides);
      const link = await linkThere(sides, user);
      await sessionHere(sides, user);
      expect(await setThere(sides, link)).toBe(false);
    },
  },
  "hash left as it is (PASSWORD_UPGRADE=false)": {
    async fromDjango(sides) {
      const user = sides.filled.people.argon2 as Person;
      const [before, session] = [await djangoUser(sides, user), sides.filled.signedIn.session];
      await sides.beside({ PASSWORD_UPGRADE: "false" }, async (server) => {
        expect(await signInHere({ ...sides, server }, user)).toBe(200);
        expect(await signInHere({ ...sides, server }, sides.filled.signedIn)).toBe(200);
      });
      expect((await djangoUser(sides, user)).password).toBe(before.password);
      expect(await sides.django.call("who_is", session)).toBe(sides.filled.signedIn.name);
    },
    async fromLatchkey(sides) {
      const user = await newUserHere(sides);
      const before = await djangoUser(sides, user);
      const browser = await sessionHere(sides, user);
      expect(await signInThere(sides, user)).toBe(user.id);
      expect((await djangoUser(sides, user)).password).toBe(before.password);
      expect((await browser.get("/user/me")).status).toBe(200);
    },
  },
  "hash upgraded (PASSWORD_UPGRADE=true)": {
    async fromDjango(sides) {
      const user = sides.filled.people.bcrypt as Person;
      await sides.beside({ PASSWORD_UPGRADE: "true" }, async (server) => {
        expect(await signInHere({ ...sides, server }, user)).toBe(200);
      });
      expect((await djangoUser(sides, user)).password).toMatch(/^pbkdf2_sha256\$1000\$/);
      expect(await signInThere(sides, user)).toBe(user.id);
      expect(await signInHere(sides, user)).toBe(200);
    },
  },
};
