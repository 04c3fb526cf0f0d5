import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Environment } from "@/lib/settings/read";
import { Model, type ModelRules } from "@/lib/testing/rotation/model";
import { commands, USERS } from "@/lib/testing/rotation/model_commands";
import { Real } from "@/lib/testing/rotation/real";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { ROTATING } from "@/lib/testing/settings";

const RUNS = Number(process.env.MODEL_RUNS ?? 60);

const RULES: ModelRules = {
  rotate: true,
  blacklist: true,
  grace: 10,
  accessLifetime: 20,
  refreshLifetime: 60,
};

const VARIANTS: Readonly<Record<string, Partial<ModelRules>>> = {
  "with rotation, blacklist and grace": {},
  "without grace": { grace: 0 },
  "with rotation and no blacklist": { blacklist: false },
  "without rotation": { rotate: false, blacklist: false },
  "with a blacklist and no rotation": { rotate: false },
};

function environmentOf(rules: ModelRules): Environment {
  return {
    ROTATE_REFRESH_TOKENS: String(rules.rotate),
    BLACKLIST_AFTER_ROTATION: String(rules.blacklist),
    REFRESH_GRACE_PERIOD: String(rules.grace),
    ACCESS_TOKEN_LIFETIME: String(rules.accessLifetime),
    REFRESH_TOKEN_LIFETIME: String(rules.refreshLifetime),
  };
}

describe.each(Object.entries(VARIANTS))("%s", (_, changes) => {
  const rules = { ...RULES, ...changes };
  let server: TestServer;
  beforeAll(async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    server = await startTestServer({ ...ROTATING, ...environmentOf(rules) });
  });
  afterAll(() => server.close());

  test(`${RUNS} sequences of requests are answered as the model says`, { timeout: 300_000 }, async () => {
    const property = fc.asyncProperty(commands, async (sequence) => {
      const real = new Real(server, USERS);
      await real.addUsers();
      const model = new Model(rules, USERS, server.clock.now());
      await fc.asyncModelRun(() => ({ model, real }), sequence);
      expect(await successors(server)).toEqual([]);
    });
    await fc.assert(property, { numRuns: RUNS });
  });
});

/** Tokens with a successor that is not there, or of which it is not the only one. */
function successors({ sql }: TestServer): Promise<unknown[]> {
  return sql`
    SELECT t.successor_jti FROM latchkey_token t
    LEFT JOIN latchkey_token s ON s.jti = t.successor_jti AND s.family_id = t.family_id
    WHERE t.successor_jti IS NOT NULL
    GROUP BY t.successor_jti HAVING count(*) > 1 OR count(s.jti) = 0`;
}
