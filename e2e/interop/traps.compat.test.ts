import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Postgresql, startPostgresql } from "@/lib/commands/postgresql.js";
import { openBrowser } from "@/lib/testing/browser";
import { send } from "@/lib/testing/client";
import { canDjangoUse, type Shape } from "@/lib/testing/django/project";
import { me, newName, PASSWORD, refreshForTokens, refreshStatus } from "@/lib/testing/requests";
import {
  djangoUser,
  newUserHere,
  newUserThere,
  requestThere,
  sessionHere,
  signInHere,
  signInThere,
  tokensHere,
  tokensThere,
} from "./people";
import { type Options, openSides, type Sides } from "./sides";

const isMissing = !canDjangoUse("postgresql:") && !process.env.CI;
const SHAPES: readonly Shape[] = ["joined", "plain", "seed", "email"];

let postgresql: Postgresql | null = null;
let sides: Sides;
beforeAll(async () => {
  if (!isMissing) postgresql = await startPostgresql();
});
afterAll(() => postgresql?.stop());

async function open(shape: Shape, options: Options = {}): Promise<void> {
  sides = await openSides(shape, { postgresql: postgresql?.url ?? null, ...options });
}

const isOnSqlite = (shape: Shape) => shape === "joined" || shape === "plain";

describe.skipIf(isMissing).each(SHAPES)("beside a Django of the shape %s", { timeout: 60_000 }, (shape) => {
  beforeAll(() => open(shape));
  afterAll(() => sides?.close());

  test("a user whose token was rotated, here and there, is deleted at Django", async () => {
    const user = await newUserThere(sides);
    const ours = await refreshForTokens(sides.server, (await tokensThere(sides, user)).refresh);
    const json = { refresh: (await tokensHere(sides, user)).refresh };
    await sides.django.call("request", "POST", "/api/token/refresh/", { json });
    await sides.runJobs();
    await sides.django.call("delete_user", user.name);
    expect(await refreshStatus(sides.server, ours.refresh)).toBe(401);
    const rows = (await sides.django.call("outstanding")) as [string, string | null][];
    expect(rows.filter(([, owner]) => owner === user.id)).toEqual([]);
    await sides.runJobs();
    expect(await signInHere(sides, await newUserThere(sides))).toBe(200);
  });

  test("of two sign-ups of one name at once, one on either side, one wins, and the other is told of the field", async () => {
    for (const name of Array.from({ length: 12 }, () => sides.nameOf(newName()))) {
      const [key, answer] = await Promise.all([
        sides.django.call("sign_up", name, PASSWORD),
        send(sides.server, "/user/jwt_signup", { json: { username: name, password: PASSWORD } }),
      ]);
      if (key === null) expect(answer.status).toBe(201);
      else {
        expect(answer.status).toBe(400);
        expect(Object.keys(answer.body ?? {})).toEqual([shape === "email" ? "email" : "username"]);
      }
      expect(await signInHere(sides, await djangoUser(sides, { id: "", name, email: "" }))).toBe(200);
    }
  });
});

describe.skipIf(isMissing).each(SHAPES)(
  "beside another Django of the shape %s",
  { timeout: 60_000 },
  (shape) => {
    afterEach(() => sides?.close());

    test.runIf(isOnSqlite(shape))(
      "both write one file of SQLite's at once: nothing is lost, and nobody is told of a lock",
      async () => {
        await open(shape);
        const [theirs, ours] = [0, 1].map(() => Array.from({ length: 150 }, newName)) as [string[], string[]];
        const writing = sides.django.call("write_often", theirs, PASSWORD);
        for (const name of ours) {
          const json = { username: name, password: PASSWORD, email: `${name}@example.com` };
          const browser = openBrowser(sides.server);
          expect((await browser.post("/user/session_signup", json)).status).toBe(201);
          expect((await send(sides.server, "/user/jwt_signin", { json })).status).toBe(200);
        }
        expect(await writing).toHaveLength(theirs.length);
        const users = (await sides.django.call("users")) as { name: string }[];
        const names = new Set(users.map(({ name }) => name));
        expect([...theirs, ...ours].filter((name) => !names.has(name))).toEqual([]);
        for (const name of theirs.slice(0, 5))
          expect(await signInHere(sides, { id: "", name, email: "" })).toBe(200);
      },
    );

    test("with USE_TZ=False times are those of the zone's clocks, on both sides", async () => {
      await open(shape, { timeZone: "Asia/Seoul", useTz: false });
      const user = await newUserThere(sides);
      await sessionHere(sides, user);
      const { lastLogin } = await djangoUser(sides, user);
      // Without a zone: nine hours ahead of UTC.
      expect(Math.abs(Date.parse(`${lastLogin}+09:00`) - Date.now())).toBeLessThan(60_000);
      const link = (await sides.django.call("reset_link", user.name)) as Record<string, string>;
      const json = { ...link, new_password: "a quite different password" };
      expect((await send(sides.server, "/user/password_reset_confirm", { json })).status).toBe(204);
      expect(await signInThere(sides, user, json.new_password)).toBe(user.id);
    });

    test("the blacklist app, installed later, learns what was ended before", async () => {
      await open(shape, { blacklist: false });
      const ended = await newUserHere(sides);
      const { refresh } = ended.tokens;
      await send(sides.server, "/user/jwt_signout", { json: { refresh } });
      const rotated = (await newUserHere(sides)).tokens;
      const next = await refreshForTokens(sides.server, rotated.refresh);
      await sides.restart({ blacklist: true });
      const problem = (token: string) => sides.django.call("token_problem", token);
      expect([await problem(refresh), await problem(rotated.refresh), await problem(next.refresh)]).toEqual([
        "Token is blacklisted",
        "Token is blacklisted",
        null,
      ]);
      expect(await refreshStatus(sides.server, next.refresh)).toBe(200);
    });
  },
);

/** Settings of simplejwt's that change what is in a token, or what of it is looked at. */
const OTHER_TOKENS = {
  ...{ ROTATE_REFRESH_TOKENS: true, BLACKLIST_AFTER_ROTATION: true, UPDATE_LAST_LOGIN: true },
  ...{ ALGORITHM: "HS512", ISSUER: "shop", AUDIENCE: ["shop", "app"], LEEWAY: 5 },
  ...{
    USER_ID_CLAIM: "uid",
    JTI_CLAIM: "id",
    TOKEN_TYPE_CLAIM: "kind",
    AUTH_HEADER_TYPES: ["JWT", "Bearer"],
  },
};

describe.skipIf(isMissing)(
  "a project with other claims, algorithm, issuer and audience",
  { timeout: 60_000 },
  () => {
    afterEach(() => sides?.close());

    test.each(["plain", "email"] as const)(
      "of the shape %s: tokens cross, and are blacklisted across",
      async (shape) => {
        await open(shape, { settings: { SIMPLE_JWT: OTHER_TOKENS } });
        const user = await newUserThere(sides);
        const theirs = await tokensThere(sides, user);
        const ours = await refreshForTokens(sides.server, theirs.refresh);
        expect(String((await me(sides.server, ours.access)).body?.id)).toBe(user.id);
        expect((await requestThere(sides, "/whoami/", { bearer: ours.access })).status).toBe(200);
        expect(await sides.django.call("token_problem", theirs.refresh)).toBe("Token is blacklisted");
        const json = { refresh: ours.refresh };
        const next = (await requestThere(sides, "/api/token/refresh/", { json })).body;
        expect(await refreshStatus(sides.server, ours.refresh)).toBe(401);
        expect(await refreshStatus(sides.server, String(next?.refresh))).toBe(200);
      },
    );
  },
);
