import { existsSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LabActs, LabKey, LabRequest, LabView } from "@/lib/contract/lab";
import { send } from "@/lib/testing/client";
import { startLab, startLabServer } from "@/lib/testing/lab";
import type { TestServer } from "@/lib/testing/server";
import { openSql } from "@/lib/testing/store/sql";
import { findLab, LAB_AGE, prepareLab } from "./places";
import { labFolder } from "./private_folder";
import { removeLabs } from "./remove_labs";

let server: TestServer;
beforeAll(async () => {
  server = await startLabServer();
});
afterAll(() => server.close());

const AT_OURS = { holder: "you", door: "ours" } as const;
const AT_NEIGHBOUR = { holder: "you", door: "neighbour" } as const;

/** What came of the requests of the last act: path, status, refusal. */
function outcomes(view: LabView): (string | number | null)[][] {
  return latest(view).map(({ path, status, refusal }) => [path, status, refusal]);
}

function latest(view: LabView): LabRequest[] {
  return view.requests.filter(({ id }) => view.latest.includes(id));
}

/** What is held now, as `holder kind`. */
function held(view: LabView): string[] {
  return view.keys
    .filter(({ droppedAt }) => droppedAt === null)
    .map(({ holder, kind }) => `${holder} ${kind}`);
}

function rowsOf(view: LabView): string[] {
  return view.rows.map(({ table, state }) => `${table.replace("latchkey_", "")} ${state}`);
}

/** Of a request, the rows that the database gave or changed. */
function rowsRead({ statements }: LabRequest): number {
  return statements.reduce((sum, { rows }) => sum + rows, 0);
}

describe("a lab", () => {
  it("begins with a session and a pair of tokens of its guest, each with its row", async () => {
    const { view } = await startLab(server);
    expect(held(view)).toEqual(["you session", "you refresh", "you access"]);
    expect(rowsOf(view)).toEqual(["session live", "family live", "token live"]);
    const [session, family, token] = view.rows.map(({ id }) => id);
    expect(view.keys.map(({ row }) => row)).toEqual([session, token, family]);
    expect([view.latestAct, view.endsAt - view.realNow]).toEqual(["start", 3_600_000]);
    expect(view.forwardedAt).toBeNull();
  });

  it("answers at our door from its rows, and at the neighbour's from the token alone", async () => {
    const { visitor } = await startLab(server);
    for (const kind of ["session", "access"] as const) {
      const view = await visitor.act("knock", { ...AT_OURS, kind });
      expect(outcomes(view)).toEqual([["/user/me", 200, null]]);
      expect(latest(view).map(rowsRead)).not.toContain(0);
    }
    const token = await visitor.act("knock", { ...AT_NEIGHBOUR, kind: "access" });
    expect(outcomes(token)).toEqual([["/user/me", 200, null]]);
    const session = await visitor.act("knock", { ...AT_NEIGHBOUR, kind: "session" });
    expect(outcomes(session)).toEqual([["/user/me", 401, "no_token"]]);
    expect([...latest(token), ...latest(session)].map(({ statements }) => statements)).toEqual([[], []]);
  });

  it("refuses every bent credential at both doors, and the visitor keeps what they hold", async () => {
    const { visitor, view } = await startLab(server);
    const bends: (LabActs["bend"] & { codes: string[] })[] = [
      { bend: "user_1", codes: ["token_not_valid", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"] },
      { bend: "never_expires", codes: ["token_not_valid", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"] },
      { bend: "payload", payload: "{}", codes: ["token_not_valid", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"] },
      { bend: "alg_none", codes: ["token_not_valid", "ERR_JOSE_ALG_NOT_ALLOWED"] },
      { bend: "another_key", codes: ["token_not_valid", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"] },
      { bend: "refresh_as_access", codes: ["token_not_valid", "ERR_TOKEN_TYPE"] },
      { bend: "flip_seal", codes: ["not_authenticated", "no_token"] },
    ];
    for (const { codes, ...body } of bends) {
      const bent = await visitor.act("bend", body);
      expect([body.bend, ...latest(bent).map(({ status, refusal }) => `${status} ${refusal}`)]).toEqual([
        body.bend,
        ...codes.map((code) => `401 ${code}`),
      ]);
      expect(held(bent)).toEqual(held(view));
    }
    const { raw } = view.keys.find(({ kind }) => kind === "access") as LabKey;
    const payload = Buffer.from(raw.split(".")[1] ?? "", "base64url").toString();
    const own = await visitor.act("bend", { bend: "payload", payload: ` ${payload}\n` });
    expect(latest(own).map(({ status, bend }) => [status, bend])).toEqual([
      [200, null],
      [200, null],
    ]);
    expect(own.findings.bent).toEqual({ tried: bends.length - 1, refused: bends.length - 1 });
    const refused = await visitor.post("bend", { bend: "payload", payload: "no JSON" });
    expect([refused.status, Object.keys(await refused.json())]).toEqual([400, ["payload"]]);
  });

  it("lets time pass for its own clock alone, to the second at which a token runs out", async () => {
    const { visitor } = await startLab(server);
    await visitor.act("wait", { seconds: 60 });
    await visitor.act("wait", { seconds: 60 });
    server.clock.advance(59);
    expect(outcomes(await visitor.act("knock", { ...AT_OURS, kind: "access" }))).toEqual([
      ["/user/me", 200, null],
    ]);
    server.clock.advance(1);
    for (const [door, code] of [
      ["ours", "token_not_valid"],
      ["neighbour", "ERR_JWT_EXPIRED"],
    ] as const)
      expect(outcomes(await visitor.act("knock", { holder: "you", kind: "access", door }))).toEqual([
        ["/user/me", 401, code],
      ]);
    const other = await startLab(server);
    expect(outcomes(await other.visitor.act("knock", { ...AT_OURS, kind: "access" }))).toEqual([
      ["/user/me", 200, null],
    ]);
  });

  it("renews a session at each use, and ends it when it was not used for its age", async () => {
    const { visitor } = await startLab(server);
    await visitor.act("wait", { seconds: 86_400 });
    const used = await visitor.act("knock", { ...AT_OURS, kind: "session" });
    const [session] = used.keys;
    expect([session?.expiresAt, held(used).length]).toEqual([used.now + used.sessionAge * 1000, 3]);
    const late = await visitor.act("wait", { seconds: 1_209_600 });
    expect(rowsOf(late)[0]).toBe("session expired");
    // What is older was before the clock was set forward.
    const { forwardedAt } = late;
    expect(forwardedAt).toBeLessThanOrEqual(late.now);
    expect(forwardedAt).toBeGreaterThan((used.requests.at(-1)?.at ?? 0) + 1_209_000_000);
    expect(outcomes(await visitor.act("knock", { ...AT_OURS, kind: "session" }))).toEqual([
      ["/user/me", 401, "not_authenticated"],
    ]);
  });

  it("ends copies at our door with a sign-out, while the neighbour takes the token until it runs out", async () => {
    const { visitor } = await startLab(server);
    expect(held(await visitor.act("steal", {}))).toHaveLength(6);
    const out = await visitor.act("signout", {});
    expect(outcomes(out)).toEqual([
      ["/user/session_signout", 204, null],
      ["/user/jwt_signout", 204, null],
    ]);
    expect(held(out)).toEqual(["thief session", "thief refresh", "thief access"]);
    const thief = (kind: "session" | "access", door: "ours" | "neighbour") =>
      visitor.act("knock", { holder: "thief", kind, door }).then(outcomes);
    expect(await thief("session", "ours")).toEqual([["/user/me", 401, "not_authenticated"]]);
    expect(await thief("access", "ours")).toEqual([["/user/me", 401, "token_not_valid"]]);
    expect(await thief("access", "neighbour")).toEqual([["/user/me", 200, null]]);
    await visitor.act("wait", { seconds: 180 });
    expect(await thief("access", "neighbour")).toEqual([["/user/me", 401, "ERR_JWT_EXPIRED"]]);
  });

  it("gives a refresh token one successor, again within the grace period, and drops the chain later", async () => {
    const { visitor, view } = await startLab(server);
    const first = view.keys.find(({ kind }) => kind === "refresh")?.id ?? 0;
    const chain = (shown: LabView) =>
      shown.keys.filter(({ kind }) => kind === "refresh").map(({ place }) => place);
    const spent = await visitor.act("refresh", { holder: "you" });
    const again = await visitor.act("refresh", { holder: "you", key: first });
    expect([outcomes(spent), outcomes(again)]).toEqual([
      [["/user/jwt_refresh", 200, null]],
      [["/user/jwt_refresh", 200, null]],
    ]);
    expect([chain(spent), chain(again)]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    await visitor.act("wait", { seconds: 180 });
    const fallen = await visitor.act("refresh", { holder: "you", key: first });
    expect(outcomes(fallen)).toEqual([["/user/jwt_refresh", 401, "token_not_valid"]]);
    expect(rowsOf(fallen)).toEqual(["session live", "family ended", "token ended", "token ended"]);
    const lines = latest(fallen).flatMap(({ log }) => log.map((line) => JSON.parse(line)));
    expect(lines.map(({ event, at }) => [event, at])).toEqual([
      ["refresh_token_reused", new Date(fallen.now).toISOString()],
    ]);
  });

  it("ends the sign-in of a phone from the visitor's browser", async () => {
    const { visitor } = await startLab(server);
    const on = await visitor.act("phone", {});
    const row = on.keys.find(({ holder }) => holder === "phone")?.row ?? "";
    const ended = await visitor.act("end", { sign_in: row });
    expect(outcomes(ended)).toEqual([[`/user/sessions/${row}`, 204, null]]);
    expect(ended.keys.find(({ holder }) => holder === "phone")?.row).toBeNull();
    expect(outcomes(await visitor.act("knock", { holder: "phone", kind: "session", door: "ours" }))).toEqual([
      ["/user/me", 401, "not_authenticated"],
    ]);
  });

  it("works with the settings that its visitor chooses", async () => {
    const { visitor } = await startLab(server);
    await visitor.act("set", { name: "ACCESS_TOKEN_LIFETIME", value: "30s" });
    await visitor.act("set", { name: "AUTH_COOKIE", value: "lab_access_token" });
    const signedIn = await visitor.act("signin", {});
    const tokens = signedIn.keys
      .slice(-2)
      .map(({ kind, cookie, expiresAt, takenAt }) => [kind, cookie, expiresAt - takenAt]);
    expect(tokens[0]?.slice(0, 2)).toEqual(["access", "lab_access_token"]);
    expect(tokens[0]?.[2]).toBeLessThanOrEqual(30_000);
    expect(tokens[1]?.slice(0, 2)).toEqual(["refresh", "lab_access_token_refresh"]);
    await visitor.act("set", { name: "ROTATE_REFRESH_TOKENS", value: "false" });
    const refreshed = await visitor.act("refresh", { holder: "you" });
    expect([outcomes(refreshed), refreshed.keys.length]).toEqual([
      [["/user/jwt_refresh", 200, null]],
      signedIn.keys.length + 1,
    ]);
    await visitor.act("set", { name: "AUTH_TOKEN_CLASSES", value: "SlidingToken" });
    const code = async (kind: "access" | "sliding") =>
      outcomes(await visitor.act("knock", { ...AT_OURS, kind }))[0]?.[2];
    expect(await code("access")).toBe("token_not_valid");
    await visitor.act("sliding", {});
    expect(await code("sliding")).toBeNull();
    expect((await visitor.post("set", { name: "ACCESS_TOKEN_LIFETIME", value: "9d" })).status).toBe(400);
    expect((await visitor.post("set", { name: "SECRET_KEY", value: "known" })).status).toBe(400);
  });

  it("sends a request once more, as it was", async () => {
    const { visitor } = await startLab(server);
    const [{ id = 0 } = {}] = latest(await visitor.act("knock", { ...AT_OURS, kind: "access" }));
    await visitor.act("signout", {});
    expect(outcomes(await visitor.act("again", { request: id }))).toEqual([
      ["/user/me", 401, "token_not_valid"],
    ]);
    expect((await visitor.post("again", { request: 10_000 })).status).toBe(400);
  });

  it("has credentials that open nothing outside of it, and none of others' labs", async () => {
    const { view } = await startLab(server);
    const other = await startLab(server);
    for (const { kind, raw } of view.keys) {
      const headers =
        kind === "session"
          ? { Cookie: `sessionid=${raw}; lab_sessionid=${raw}` }
          : { Authorization: `Bearer ${raw}` };
      expect((await send(server, "/user/me", { headers })).status, kind).toBe(401);
      const door = await fetch(`${server.url}/lab/door/${other.view.id}/user/me`, { headers });
      expect(door.status, kind).toBe(401);
    }
    expect(await server.sql`SELECT * FROM auth_user`).toEqual([]);
  });

  it("is thrown away by its visitor, by another start, and after an hour", async () => {
    const labs = () => readdirSync(labFolder(server.settings)).length;
    const before = labs();
    const { visitor } = await startLab(server);
    await visitor.act("start", {});
    expect(labs()).toBe(before + 1);
    expect((await visitor.post("leave", {})).status).toBe(204);
    expect(labs()).toBe(before);
    const left = await startLab(server);
    server.clock.advance(3599);
    expect((await left.visitor.post("steal", {})).status).toBe(200);
    server.clock.advance(1);
    const refused = await left.visitor.post("steal", {});
    expect([refused.status, (await refused.json()).code]).toEqual([404, "not_found"]);
    await startLab(server);
    expect(labs()).toBe(1);
  });

  it("leaves no file behind once it is over, whether or not anybody comes, or the server is the same", async () => {
    const labs = () => readdirSync(labFolder(server.settings)).length;
    const { settings, store, clock } = server;
    const scope = () => ({ settings, store, now: new Date(clock.now()) });
    clock.advance(3600);
    const timers = vi.spyOn(globalThis, "setTimeout");
    await startLab(server);
    const remove = timers.mock.calls.findLast(([, delay]) => delay === LAB_AGE)?.[0];
    timers.mockRestore();
    expect(labs()).toBe(1);
    remove?.();
    expect(labs()).toBe(0);
    await startLab(server);
    // Of a server that is not there any more.
    const gone = labFolder({ ...settings, databaseUrl: "file:gone.db" });
    prepareLab(gone, clock.now()).settle();
    clock.advance(3599);
    await removeLabs(scope());
    expect([labs(), existsSync(gone)]).toEqual([1, true]);
    clock.advance(1);
    await removeLabs(scope());
    expect([labs(), existsSync(gone)]).toEqual([0, false]);
  });

  it("takes 200 requests, then no more", async () => {
    const { visitor, view } = await startLab(server);
    const sql = openSql(findLab(labFolder(server.settings), view.id, server.clock.now()) ?? "");
    await sql`UPDATE lab SET requests = 199`;
    expect((await visitor.post("knock", { ...AT_OURS, kind: "session" })).status).toBe(200);
    expect((await visitor.post("knock", { ...AT_OURS, kind: "session" })).status).toBe(429);
    await sql.close();
  });
});
