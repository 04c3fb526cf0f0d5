import { expect, test } from "vitest";
import { ERROR_CODES } from "./codes";

test("codes are the closed list, each with one line of description", () => {
  expect(Object.keys(ERROR_CODES).sort()).toEqual([
    "bad_authorization_header",
    "cross_site",
    "error",
    "method_not_allowed",
    "no_active_account",
    "not_acceptable",
    "not_authenticated",
    "not_found",
    "parse_error",
    "password_changed",
    "permission_denied",
    "token_not_valid",
    "too_large",
    "unavailable",
    "unsupported_media_type",
    "user_inactive",
    "user_not_found",
  ]);
  for (const description of Object.values(ERROR_CODES)) expect(description).toMatch(/^[A-Z].+\.$/);
});
