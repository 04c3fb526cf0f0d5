import { expect, test } from "vitest";
import { USUAL_SHAPE } from "@/lib/contract/account_shape";
import { textsFor } from "./sign_in_texts";

const rules = (signUp: Partial<(typeof USUAL_SHAPE)["signUp"]>) =>
  textsFor("en", "signup", { ...USUAL_SHAPE, signUp: { ...USUAL_SHAPE.signUp, ...signUp } }).form.rules;

test("a password is compared with what sign-up asks for", () => {
  expect(rules({}).notSimilar).toBe("Don’t use a password like your username or email.");
  expect(rules({ email: "no" }).notSimilar).toBe("Don’t use a password like your username.");
  expect(rules({ username: "no", email: "required" })).toMatchObject({
    notCommonNorSimilar: "Don’t use a common password, or one like your email.",
    notSimilar: "Don’t use a password like your email.",
  });
});
