import { z } from "zod";
import { integerField } from "@/lib/contract/integer_field";
import {
  LAB_BENDS,
  LAB_DOORS,
  LAB_HOLDERS,
  LAB_KEY_KINDS,
  LAB_PAGE,
  LAB_SETTINGS,
  LAB_WAITS,
  type LabAct,
  type LabSettingName,
} from "@/lib/contract/lab";
import { router } from "@/lib/http/router";
import { type Row, row } from "@/lib/http/row";
import { again, bend, end, knock, phone, refresh, set, signIn, signOut, sliding, steal, wait } from "./acts";
import type { Lab } from "./open_labs";
import { doIn, leave, start, state } from "./visit";

/** Characters; more than a token's payload has. */
const MAX_PAYLOAD = 2000;
const ID = integerField({ max: Number.MAX_SAFE_INTEGER });

const settingNames = Object.keys(LAB_SETTINGS) as [LabSettingName, ...LabSettingName[]];

/** What visitors do. The page's own: no document of the endpoints names them. */
const rows: readonly Row[] = [
  row({ ...common("start", "Makes a lab, in place of the one that there was."), method: "POST", run: start }),
  row({ ...common("leave", "Throws the lab away."), method: "POST", run: leave }),
  row({
    ...common("state", "What the page of the lab shows now."),
    method: "GET",
    query: z.object({ version: ID.optional() }),
    run: state,
  }),
  act("signin", z.object({}), signIn),
  act(
    "knock",
    z.object({ holder: z.enum(LAB_HOLDERS), kind: z.enum(LAB_KEY_KINDS), door: z.enum(LAB_DOORS) }),
    knock,
  ),
  act("bend", z.object({ bend: z.enum(LAB_BENDS), payload: z.string().max(MAX_PAYLOAD).optional() }), bend),
  act("wait", z.object({ seconds: integerField({ max: 1_209_600 }).pipe(z.literal(LAB_WAITS)) }), wait),
  act("steal", z.object({}), steal),
  act("signout", z.object({}), signOut),
  act("refresh", z.object({ holder: z.enum(LAB_HOLDERS), key: ID.optional() }), refresh),
  act("phone", z.object({}), phone),
  act("end", z.object({ sign_in: z.string().regex(/^[0-9a-f]{32}$/) }), end),
  act("sliding", z.object({}), sliding),
  act("set", z.object({ name: z.enum(settingNames), value: z.string().max(100) }), set),
  act("again", z.object({ request: ID }), again),
];

export const labRouter = router(rows);

function common<const Name extends LabAct | "state">(name: Name, summary: string) {
  return {
    path: `/lab/${name}`,
    name: "Lab",
    summary,
    access: "anyone",
    responses: { 200: { description: "What the page of the lab shows.", body: null } },
    refusals: ["not_found", "throttled"],
    page: LAB_PAGE,
  } as const;
}

/** Something that a visitor does in their lab. */
function act<Body extends z.ZodObject>(
  name: Exclude<LabAct, "start" | "leave">,
  body: Body,
  run: (lab: Lab, body: z.output<Body>) => Promise<void>,
): Row {
  return row({
    ...common(name, "Does something in the lab."),
    method: "POST",
    body,
    run: (call) => doIn(call, name, (lab) => run(lab, call.body)),
  });
}
