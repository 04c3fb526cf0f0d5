import { expect } from "vitest";
import { pruneExpired } from "@/lib/jobs/prune_expired";
import { send } from "@/lib/testing/client";
import { me, meStatus, refreshForTokens, refreshStatus, signOut } from "@/lib/testing/requests";
import type { Row } from "./matrix";
import { newUserHere, newUserThere, requestThere, tokensHere, tokensThere } from "./people";
import type { Sides } from "./sides";

const BLACKLISTED = "Token is blacklisted";
const problem = ({ django }: Sides, refresh: string) => django.call("token_problem", refresh);

/** Tokens, as simplejwt makes and checks them. */
export const TOKEN_ROWS: Readonly<Record<string, Row>> = {
  "access token": {
    async fromDjango(sides) {
      const user = await newUserThere(sides);
      const { access } = await tokensThere(sides, user);
      expect(String((await me(sides.server, access)).body?.id)).toBe(user.id);
    },
    async fromLatchkey(sides) {
      const { id, name, tokens } = await newUserHere(sides);
      const answer = await requestThere(sides, "/whoami/", { bearer: tokens.access });
      expect(answer).toMatchObject({ status: 200, body: { id, name, by: "JWTAuthentication" } });
    },
  },
  "refresh and rotation": {
    async fromDjango(sides) {
      const theirs = await tokensThere(sides, await newUserThere(sides));
      const ours = await refreshForTokens(sides.server, theirs.refresh);
      expect([await problem(sides, theirs.refresh), await problem(sides, ours.refresh)]).toEqual([
        BLACKLISTED,
        null,
      ]);
      expect((await requestThere(sides, "/whoami/", { bearer: ours.access })).status).toBe(200);
    },
    async fromLatchkey(sides) {
      const ours = await tokensHere(sides, await newUserThere(sides));
      const answer = await requestThere(sides, "/api/token/refresh/", { json: { refresh: ours.refresh } });
      expect(answer.status).toBe(200);
      const theirs = { access: String(answer.body?.access), refresh: String(answer.body?.refresh) };
      expect(await meStatus(sides.server, theirs.access)).toBe(200);
      expect(await refreshStatus(sides.server, theirs.refresh)).toBe(200);
      expect(await refreshStatus(sides.server, ours.refresh)).toBe(401);
    },
  },
  // What cannot hold: Django looks at its own tables alone, so that a token that it has made lives on there.
  "sign-out with a token that Django has rotated since": {
    async fromLatchkey(sides) {
      const ours = await tokensHere(sides, await newUserThere(sides));
      const { body } = await requestThere(sides, "/api/token/refresh/", { json: { refresh: ours.refresh } });
      const theirs = { access: String(body?.access), refresh: String(body?.refresh) };
      expect((await signOut(sides.server, ours.refresh)).status).toBe(204);
      for (const { access } of [ours, theirs]) expect(await meStatus(sides.server, access)).toBe(401);
      for (const { refresh } of [ours, theirs]) expect(await refreshStatus(sides.server, refresh)).toBe(401);
    },
  },
  blacklisting: {
    async fromDjango(sides) {
      const user = await newUserThere(sides);
      for (const { refresh } of [await tokensThere(sides, user), await tokensHere(sides, user)]) {
        const answer = await requestThere(sides, "/api/token/blacklist/", { json: { refresh } });
        expect(answer.status).toBe(200);
        expect(await refreshStatus(sides.server, refresh)).toBe(401);
      }
    },
    async fromLatchkey(sides) {
      const user = await newUserThere(sides);
      for (const make of [tokensThere, tokensHere]) {
        const [first, second] = [await make(sides, user), await make(sides, user)];
        expect((await signOut(sides.server, first.refresh)).status).toBe(204);
        const json = { refresh: second.refresh };
        expect((await send(sides.server, "/api/token/blacklist", { json })).status).toBe(200);
        for (const { refresh } of [first, second]) expect(await problem(sides, refresh)).toBe(BLACKLISTED);
      }
    },
  },
  verify: {
    async fromDjango(sides) {
      const { access, refresh } = await tokensThere(sides, await newUserThere(sides));
      const verify = async (token: string) =>
        (await send(sides.server, "/api/token/verify", { json: { token } })).status;
      expect([await verify(access), await verify(refresh)]).toEqual([200, 200]);
      await sides.django.call("blacklist", refresh);
      expect(await verify(refresh)).toBe(400);
    },
    async fromLatchkey(sides) {
      const { access, refresh } = await tokensHere(sides, await newUserThere(sides));
      const verify = async (token: string) =>
        (await requestThere(sides, "/api/token/verify/", { json: { token } })).status;
      expect([await verify(access), await verify(refresh)]).toEqual([200, 200]);
      await signOut(sides.server, refresh);
      expect(await verify(refresh)).toBe(400);
    },
  },
  "expired tokens deleted (flushexpiredtokens, npm run prune)": {
    async fromDjango(sides) {
      const user = await newUserThere(sides);
      const [ours, theirs] = [await tokensHere(sides, user), await tokensThere(sides, user)];
      const ended = await tokensHere(sides, user);
      await signOut(sides.server, ended.refresh);
      await sides.django.call("manage", "flushexpiredtokens");
      const { token } = sides.filled.expired;
      const left = (await sides.django.call("outstanding")) as [string, string][];
      expect(left.map(([jti]) => jti)).not.toContain(token?.jti);
      for (const { refresh } of [ours, theirs]) expect(await refreshStatus(sides.server, refresh)).toBe(200);
      expect(await refreshStatus(sides.server, ended.refresh)).toBe(401);
    },
    async fromLatchkey(sides) {
      const user = await newUserThere(sides);
      const [theirs, ended] = [await tokensThere(sides, user), await tokensHere(sides, user)];
      await signOut(sides.server, ended.refresh);
      const { store, settings } = sides.server;
      await pruneExpired({ store, settings, now: new Date() });
      expect([await problem(sides, theirs.refresh), await problem(sides, ended.refresh)]).toEqual([
        null,
        BLACKLISTED,
      ]);
    },
  },
};
