import { expect, test } from "vitest";
import { tokenPayload } from "./token_payload";

test("a token's payload is shown as JSON, whatever alphabet its characters need", () => {
  const claims = { user_id: "1", name: "열쇠 ÿ?>~" };
  const part = Buffer.from(JSON.stringify(claims)).toString("base64url");
  expect(part).toMatch(/[-_]/);
  expect(tokenPayload(`e30.${part}.x`)).toBe(JSON.stringify(claims, null, 2));
  expect(tokenPayload("no token")).toBe("");
});
