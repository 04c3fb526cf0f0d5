import { expect } from "vitest";
import { readOrder } from "@/lib/commands/user/options";
import { runUser } from "@/lib/commands/user/run_user";
import { openBrowser } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { meStatus, newName, PASSWORD, refreshStatus } from "@/lib/testing/requests";
import type { Row } from "./matrix";
import {
  djangoUser,
  newUserHere,
  newUserThere,
  requestThere,
  sessionHere,
  sessionThere,
  signInHere,
  signInThere,
  tokensHere,
  tokensThere,
} from "./people";
import type { Person, Sides } from "./sides";

const OTHER = "a quite different password";
/** Of those that Django 3.2 has, what cannot be checked here: it needs the C library's crypt(3). */
const UNCHECKED = ["crypt"];
const HASHERS = [
  ...["pbkdf2_sha256", "pbkdf2_sha1", "bcrypt_sha256", "bcrypt", "argon2"],
  ...["md5", "sha1", "unsalted_md5", "unsalted_sha1"],
  // Of other software, of older versions of Django, and at another cost.
  ...["2y", "argon2i", "md5$$", "cost"],
];

/** Somebody of the fill. @throws where there is no such */
function person({ filled }: Sides, word: string): Person {
  const found = filled.people[word];
  if (found === undefined) throw new Error(`The project has no ${word}.`);
  return found;
}

/** Does what `npm run user` does, and returns what it tells. */
function byCommand({ server }: Sides, what: string, name: string): Promise<string> {
  const { settings, store, clock } = server;
  const scope = { settings, store, now: new Date(clock.now()) };
  return runUser(scope, readOrder({}, [what, name]), async () => PASSWORD);
}

/** Accounts and passwords. */
export const ACCOUNT_ROWS: Readonly<Record<string, Row>> = {
  "sign-up": {
    async fromDjango(sides) {
      expect(await signInHere(sides, await newUserThere(sides))).toBe(200);
    },
    async fromLatchkey(sides) {
      const user = await newUserHere(sides);
      expect(await signInThere(sides, user)).toBe(user.id);
      const found = await djangoUser(sides, user);
      expect(found).toMatchObject({ name: user.name, email: user.email, active: true });
    },
  },
  "sign-in": {
    async fromDjango(sides) {
      for (const hasher of HASHERS) {
        const user = person(sides, hasher);
        expect([hasher, await signInThere(sides, user)]).toEqual([hasher, user.id]);
        expect([hasher, await signInHere(sides, user, "wrong")]).toEqual([hasher, 401]);
        expect([hasher, await signInHere(sides, user)]).toEqual([hasher, 200]);
      }
      for (const word of [...UNCHECKED, "unusable", "inactive"])
        expect([word, await signInHere(sides, person(sides, word))]).toEqual([word, 401]);
    },
    async fromLatchkey(sides) {
      const user = await newUserHere(sides);
      expect(await signInThere(sides, user, "wrong")).toBeNull();
      expect(await sessionThere(sides, user)).not.toBeNull();
    },
  },
  "names as stored": {
    async fromDjango(sides) {
      for (const word of ["nfd", "full-width", "upper", "lower"]) {
        const { id, name } = person(sides, word);
        const json = { username: name, password: PASSWORD };
        const { body } = await send(sides.server, "/user/session_signin", { json });
        expect([word, String(body?.id), body?.username ?? body?.email]).toEqual([word, id, name]);
      }
    },
  },
  "two accounts of one address": {
    async fromDjango(sides) {
      for (const word of ["first", "second"]) expect(await signInHere(sides, person(sides, word))).toBe(200);
    },
  },
  "password change": {
    async fromDjango(sides) {
      const user = await newUserThere(sides);
      const [browser, tokens] = [await sessionHere(sides, user), await tokensHere(sides, user)];
      await sides.django.call("set_password", user.name, OTHER);
      expect((await browser.get("/user/me")).status).toBe(401);
      expect(await meStatus(sides.server, tokens.access)).toBe(401);
      expect(await refreshStatus(sides.server, tokens.refresh)).toBe(401);
      expect([await signInHere(sides, user), await signInHere(sides, user, OTHER)]).toEqual([401, 200]);
    },
    async fromLatchkey(sides) {
      const user = await newUserThere(sides);
      const session = await sessionThere(sides, user);
      const theirs = await tokensThere(sides, user);
      const browser = await sessionHere(sides, user);
      const json = { old_password: PASSWORD, new_password: OTHER };
      expect((await browser.post("/user/password_change", json)).status).toBe(204);
      expect(await sides.django.call("who_is", session)).toBeNull();
      expect([await signInThere(sides, user), await signInThere(sides, user, OTHER)]).toEqual([
        null,
        user.id,
      ]);
      expect(await refreshStatus(sides.server, theirs.refresh)).toBe(401);
    },
  },
  deactivation: {
    async fromDjango(sides) {
      const user = await newUserThere(sides);
      const [browser, tokens] = [await sessionHere(sides, user), await tokensHere(sides, user)];
      await sides.django.call("set_fields", user.name, { is_active: false });
      expect((await browser.get("/user/me")).status).toBe(401);
      expect(await meStatus(sides.server, tokens.access)).toBe(401);
      expect(await refreshStatus(sides.server, tokens.refresh)).toBe(401);
      expect(await signInHere(sides, user)).toBe(401);
    },
    async fromLatchkey(sides) {
      const user = await newUserThere(sides);
      const [session, theirs] = [await sessionThere(sides, user), await tokensThere(sides, user)];
      const browser = await sessionHere(sides, user);
      await sides.beside({ ACCOUNT_DELETE: "deactivate" }, async (server) => {
        expect((await openBrowser(server, browser.cookies).delete("/user/me")).status).toBe(204);
      });
      expect(await djangoUser(sides, user)).toMatchObject({ active: false });
      expect(await signInThere(sides, user)).toBeNull();
      expect(await sides.django.call("who_is", session)).toBeNull();
      expect((await requestThere(sides, "/whoami/", { bearer: theirs.access })).status).toBe(401);
      expect(await sides.django.call("token_problem", theirs.refresh)).toBe("Token is blacklisted");
    },
  },
  "accounts from the command line": {
    async fromDjango(sides) {
      const user = await newUserThere(sides);
      const [session, theirs] = [await sessionThere(sides, user), await tokensThere(sides, user)];
      expect(await byCommand(sides, "deactivate", user.email)).toMatch(/ is deactivated: /);
      expect(await djangoUser(sides, user)).toMatchObject({ active: false });
      expect([await signInThere(sides, user), await signInHere(sides, user)]).toEqual([null, 401]);
      expect(await sides.django.call("who_is", session)).toBeNull();
      expect((await requestThere(sides, "/whoami/", { bearer: theirs.access })).status).toBe(401);
      expect(await byCommand(sides, "activate", user.name)).toMatch(/ is active: /);
      expect([await signInThere(sides, user), await signInHere(sides, user)]).toEqual([user.id, 200]);
      expect(await sides.django.call("token_problem", theirs.refresh)).toBe("Token is blacklisted");
    },
    async fromLatchkey(sides) {
      const name = sides.nameOf(newName());
      expect(await byCommand(sides, "create", name)).toMatch(/^Made the account /);
      expect(await signInThere(sides, { id: "", name, email: name })).not.toBeNull();
    },
  },
  deletion: {
    async fromDjango(sides) {
      const user = await newUserThere(sides);
      const [browser, tokens] = [await sessionHere(sides, user), await tokensHere(sides, user)];
      await sides.django.call("delete_user", user.name);
      expect((await browser.get("/user/me")).status).toBe(401);
      expect(await meStatus(sides.server, tokens.access)).toBe(401);
      expect(await refreshStatus(sides.server, tokens.refresh)).toBe(401);
      expect(await signInHere(sides, user)).toBe(401);
    },
    async fromLatchkey(sides) {
      const user = await newUserThere(sides);
      const theirs = await tokensThere(sides, user);
      const browser = await sessionHere(sides, user);
      await sides.beside({ ACCOUNT_DELETE: "delete" }, async (server) => {
        expect((await openBrowser(server, browser.cookies).delete("/user/me")).status).toBe(204);
      });
      await expect(djangoUser(sides, user)).rejects.toThrow();
      expect(await signInThere(sides, user)).toBeNull();
      expect((await requestThere(sides, "/whoami/", { bearer: theirs.access })).status).toBe(401);
      expect(await sides.django.call("token_problem", theirs.refresh)).toBe("Token is blacklisted");
    },
  },
  "what is stored of a user (GET /user/me/export)": {
    async fromDjango(sides) {
      const user = await newUserThere(sides);
      const { status, body } = await (await sessionHere(sides, user)).get("/user/me/export");
      expect([status, body?.user]).toEqual([200, expect.objectContaining({ username: user.name })]);
    },
  },
  "change of address": {
    async fromDjango(sides) {
      const user = await newUserThere(sides);
      const email = `new-${user.email}`;
      await sides.django.call("set_fields", user.name, { email });
      const name = sides.shape === "email" ? email : user.name;
      const browser = await sessionHere(sides, { ...user, name });
      expect((await browser.get("/user/me")).body).toMatchObject({ id: expect.anything(), email });
    },
    async fromLatchkey(sides) {
      const user = await newUserThere(sides);
      const email = `new-${user.email}`;
      const browser = await sessionHere(sides, user);
      expect((await browser.patch("/user/me", { email })).status).toBe(200);
      const name = sides.shape === "email" ? email : user.name;
      expect(await djangoUser(sides, { ...user, name })).toMatchObject({ id: user.id, email });
    },
  },
};
