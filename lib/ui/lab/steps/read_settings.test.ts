import { expect, test } from "vitest";
import { LAB_SETTINGS } from "@/lib/contract/lab";
import { jwt } from "@/lib/settings/groups/jwt";
import { tokenCookies } from "@/lib/settings/groups/token_cookies";
import { READ_SETTINGS } from "./read_settings";

test("every setting of tokens can be tried in the lab, or read of, and no other", () => {
  const named = [...Object.keys(LAB_SETTINGS), ...READ_SETTINGS].sort();
  const settings = Object.values({ ...jwt, ...tokenCookies });
  expect(named).toEqual(settings.map(({ name }) => name).sort());
});
