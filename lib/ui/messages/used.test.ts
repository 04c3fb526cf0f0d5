import { expect, test } from "vitest";
import { EVENT_NAMES } from "@/lib/contract/event_names";
import { FIELD_MESSAGES } from "@/lib/contract/field_messages";
import { FORM_CODES } from "@/lib/contract/form_refusal";
import {
  LAB_BENDS,
  LAB_DOORS,
  LAB_HOLDERS,
  LAB_KEY_KINDS,
  LAB_SETTINGS,
  LAB_STEPS,
  type LabAct,
} from "@/lib/contract/lab";
import { productCode } from "@/lib/testing/product_code";
import { en } from "@/lib/testing/ui/texts";
import { READ_SETTINGS } from "../lab/steps/read_settings";

/** The path of every text: `["form", "signIn", "session"]`. */
function pathsIn(node: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof node !== "object" || node === null) return [path];
  return Object.entries(node).flatMap(([key, value]) => pathsIn(value, [...path, key]));
}

const FIELDS = ["username", "password", "email", "age", "code"];

/** Keys that code chooses at run time, as in `form.signIn[mode]` or `start.comparison.rows.map(…)`. */
const CHOSEN = [
  /^(session|token|question|only|profile|signIns|browser|delete|deactivate|Lax|Strict|None|\d+)$/,
  /^(activate|signout|end_sign_in|own|superuser|inactive|no_password|no_address|mail_off)$/,
  /^(you|thief|phone|terminal|access|refresh|sliding|live|rotated|expired|ours|neighbour)$/,
  /^(read|write|latchkey_\w+|jti|sid|family_id|successor_jti)$/,
  /^(both|none|signin|signup|signed-in|signed-out|other-tab|ended|failed|unreachable)$/,
  new RegExp(
    `^(${[...Object.keys(FIELD_MESSAGES), ...EVENT_NAMES, ...FORM_CODES, ...FIELDS, "one", "other"].join("|")})$`,
  ),
];

const LAB_ACTS: readonly LabAct[] = [
  ...(["start", "signin", "steal", "signout", "refresh", "phone", "end", "sliding", "set"] as const),
];

/** What becomes of refresh tokens, where a sign-in is, and why a key is refused or gone. */
const LAB_STATES = [
  ...["live", "rotated", "expired", "former", "ranOut"],
  ...["successor", "same", "another", "stolen", "refused"],
  ...["altered", "unsigned", "seal", "kind"],
];

/** The same in texts of the lab. */
const LAB_CHOSEN = new RegExp(
  `^(${[...LAB_ACTS, ...LAB_BENDS, ...LAB_DOORS, ...LAB_HOLDERS, ...LAB_KEY_KINDS, ...LAB_STEPS, ...Object.keys(LAB_SETTINGS), ...READ_SETTINGS, ...LAB_STATES, "ERR_\\w+"].join("|")})$`,
);

/** Whether code reads a text from its group: `account.email`, or `texts.none` after `const texts = account[mode]`. */
function reads(code: string, [group, name]: readonly string[]): boolean {
  // Most files do not, and the patterns take long.
  if (!code.includes(`.${name}`)) return false;
  const aliases = code.matchAll(
    new RegExp(
      `const (\\w+) = [^;]*\\b${group}(?:Texts\\)|\\[[^\\]]+\\])?;|\\b${group}\\.map\\(\\((\\w+)\\)`,
      "g",
    ),
  );
  const owners = [group, `${group}Texts`, ...[...aliases].map(([, variable, item]) => variable ?? item)];
  return new RegExp(`\\b(?:${owners.join("|")})(?:\\[[^\\]]+\\])?\\.${name}\\b`).test(code);
}

test("every text of the pages is used", () => {
  const files = productCode("lib/ui", "app").filter(({ name }) => !name.startsWith("lib/ui/messages/"));
  const isUsed = (path: readonly string[]) => {
    const without = (chosen: readonly RegExp[]) =>
      path.filter((key, index) => index === 0 || !chosen.some((each) => each.test(key)));
    const written = [path, ...[...CHOSEN, LAB_CHOSEN].map((chosen) => without([chosen])), without(CHOSEN)];
    return files.some(({ text }) => written.some((names) => reads(text, names.slice(-2))));
  };
  const unused = pathsIn(en).filter((path) => !isUsed(path));
  expect(unused.map((path) => path.join("."))).toEqual([]);
});
