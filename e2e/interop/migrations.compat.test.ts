import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type Postgresql, startPostgresql } from "@/lib/commands/postgresql.js";
import { type Answer, send } from "@/lib/testing/client";
import { canDjangoUse, type Shape } from "@/lib/testing/django/project";
import { me, newName, PASSWORD, refreshStatus } from "@/lib/testing/requests";
import { newUserHere, signInHere, tokensHere } from "./people";
import { openSides, type Sides } from "./sides";

const isMissing = !canDjangoUse("postgresql:") && !process.env.CI;
const SHAPES: readonly Shape[] = ["plain", "seed", "email"];

/** A column that sign-ins read. One line of the log is not written twice at once: each shape has another. */
const RENAMED: Readonly<Partial<Record<Shape, string>>> = {
  plain: "is_active",
  seed: "is_active",
  email: "is_staff",
};

let postgresql: Postgresql | null = null;
let sides: Sides;
let logged: string[];
beforeAll(async () => {
  if (!isMissing) postgresql = await startPostgresql();
});
afterAll(() => postgresql?.stop());
afterEach(() => vi.restoreAllMocks());

/** Keeps what is logged from here on. */
function watchLog(): void {
  logged = [];
  for (const level of ["error", "warn", "log"] as const)
    vi.spyOn(console, level).mockImplementation((line: unknown) => void logged.push(String(line)));
}

const readiness = async () => (await send(sides.server, "/readyz")).status;

function signUp(): Promise<Answer> {
  const username = sides.nameOf(newName());
  return send(sides.server, "/user/jwt_signup", { json: { username, password: PASSWORD } });
}

describe.skipIf(isMissing).each(SHAPES)(
  "migrations of a Django of the shape %s, while we run",
  {
    timeout: 60_000,
  },
  (shape) => {
    beforeAll(async () => {
      sides = await openSides(shape, { postgresql: postgresql?.url ?? null });
    });
    afterAll(() => sides?.close());

    test("that make a name longer: all goes on", async () => {
      const user = await newUserHere(sides);
      await sides.django.call("alter_field", shape === "email" ? "email" : "username", 254);
      expect(await signInHere(sides, user)).toBe(200);
      expect((await me(sides.server, user.tokens.access)).status).toBe(200);
      expect(await signInHere(sides, await newUserHere(sides))).toBe(200);
    });

    test("that add a column which may be empty: all goes on", async () => {
      const user = await newUserHere(sides);
      await sides.django.call("add_field", "nickname", "CharField", { max_length: 20, null: true });
      expect(await signInHere(sides, user)).toBe(200);
      expect((await signUp()).status).toBe(201);
      expect(await readiness()).toBe(200);
    });

    test("that rename a column that we read: 503 and a line that names it, until it is there again", async () => {
      const column = RENAMED[shape] ?? "";
      const user = await newUserHere(sides);
      const tokens = await tokensHere(sides, user);
      watchLog();
      await sides.django.call("rename_field", column, "renamed");
      expect(await readiness()).toBe(503);
      expect([await signInHere(sides, user), (await me(sides.server, tokens.access)).status]).toEqual([
        503, 503,
      ]);
      expect(logged.join("\n")).toContain(column);
      await sides.django.call("rename_field_back", column, "renamed");
      expect(await readiness()).toBe(200);
      expect([await signInHere(sides, user), (await me(sides.server, tokens.access)).status]).toEqual([
        200, 200,
      ]);
      expect((await signUp()).status).toBe(201);
    });

    test("that take simplejwt's tables away: 503 where they are read, until they are there again", async () => {
      const { tokens } = await newUserHere(sides);
      const table = "token_blacklist_blacklistedtoken";
      await sides.django.call("rename_table", table, "away");
      expect(await readiness()).toBe(503);
      expect(await refreshStatus(sides.server, tokens.refresh)).toBe(503);
      expect((await me(sides.server, tokens.access)).status).toBe(200);
      await sides.django.call("rename_table", "away", table);
      expect([await readiness(), await refreshStatus(sides.server, tokens.refresh)]).toEqual([200, 200]);
    });

    test("that add a required column: sign-up is refused, the log names the column, and sign-ins go on", async () => {
      const user = await newUserHere(sides);
      watchLog();
      await sides.django.call("add_field", "phone", "CharField", { max_length: 20, default: "" });
      const answer = await signUp();
      expect(answer.status).not.toBe(500);

      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(logged.join("\n")).toMatch(/phone/);
      expect(await signInHere(sides, user)).toBe(200);
      await sides.django.call("remove_field", "phone", "CharField", { max_length: 20, default: "" });
      expect((await signUp()).status).toBe(201);
    });
  },
);

describe.skipIf(isMissing)("a column for ages that Django adds later", { timeout: 60_000 }, () => {
  afterEach(() => sides?.close());

  test("is written by sign-up after a restart", async () => {
    sides = await openSides("plain");
    await sides.django.call("add_field", "age", "IntegerField", { null: true });
    const user = await newUserHere(sides);
    await sides.restart({}, { AGE_COLUMN: "age" });
    expect(await signInHere(sides, user)).toBe(200);
    const json = { username: newName(), password: PASSWORD, age: 24 };
    const answer = await send(sides.server, "/user/jwt_signup", { json });
    expect(answer).toMatchObject({ status: 201, body: { user: { age: 24 } } });
  });
});
