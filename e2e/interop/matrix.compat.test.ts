import { afterAll, beforeAll, describe, expect } from "vitest";
import { type Postgresql, startPostgresql } from "@/lib/commands/postgresql.js";
import { send } from "@/lib/testing/client";
import { canDjangoUse, type Shape } from "@/lib/testing/django/project";
import { meStatus, refreshStatus } from "@/lib/testing/requests";
import { ACCOUNT_ROWS } from "./account_rows";
import { isOurs } from "./database_dump";
import { newMatrix, type Row } from "./matrix";
import { newUserHere, sessionHere, signInHere } from "./people";
import { SESSION_ROWS } from "./session_rows";
import { openSides, type Sides } from "./sides";
import { SIGN_IN_ROWS } from "./sign_in_rows";
import { TOKEN_ROWS } from "./token_rows";

/** The last row: it leaves nobody. */
const FLUSH: Row = {
  async fromDjango(sides) {
    const user = await newUserHere(sides);
    const browser = await sessionHere(sides, user);
    await sides.django.call("manage", "flush");
    expect((await browser.get("/user/me")).status).toBe(401);
    expect(await meStatus(sides.server, user.tokens.access)).toBe(401);
    expect(await refreshStatus(sides.server, user.tokens.refresh)).toBe(401);
    expect(await signInHere(sides, user)).toBe(401);
    await sides.runJobs();
    const next = await newUserHere(sides);
    expect((await browser.get("/user/me")).status).toBe(401);
    expect((await send(sides.server, "/user/me", { bearer: next.tokens.access })).status).toBe(200);
  },
};
/** The first row. */
const ADOPTION: Row = {
  async fromLatchkey({ dumps }) {
    if (dumps === null) return;
    const { before, after } = dumps;
    expect(after.schema.filter((line) => !isOurs(line))).toEqual(before.schema);
    const theirs = Object.entries(after.rows).filter(([name]) => !isOurs(name));
    expect(Object.fromEntries(theirs)).toEqual(before.rows);
    expect(before.schema.some(isOurs)).toBe(false);
  },
};
const ROWS = {
  "adoption leaves all that is Django's as it was": ADOPTION,
  ...ACCOUNT_ROWS,
  ...TOKEN_ROWS,
  ...SIGN_IN_ROWS,
  ...SESSION_ROWS,
  flush: FLUSH,
};

// In CI a Django that is missing is a failure: everything else would say nothing of it.
const isMissing = !canDjangoUse("postgresql:") && !process.env.CI;
const matrix = newMatrix();
let postgresql: Postgresql | null = null;

beforeAll(async () => {
  if (!isMissing) postgresql = await startPostgresql();
});
afterAll(async () => {
  matrix.print();
  await postgresql?.stop();
});

const SHAPES: readonly Shape[] = ["joined", "plain", "seed", "email"];

describe.skipIf(isMissing).each(SHAPES)("a project of the shape %s", { timeout: 60_000 }, (shape) => {
  let sides: Sides;
  beforeAll(async () => {
    sides = await openSides(shape, { postgresql: postgresql?.url ?? null });
  });
  afterAll(() => sides?.close());

  for (const [what, row] of Object.entries(ROWS)) matrix.row(shape, what, row, () => sides);
});
