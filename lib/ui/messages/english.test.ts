import { expect, test } from "vitest";
import { textsOf } from "@/lib/testing/ui/texts";

const english = textsOf("en");

/** Texts that go on where another one has begun. */
const CONTINUED = [
  "modes.withSession",
  "modes.withToken",
  "account.attributeOff",
  "account.ofTotal",
  "form.rules.kept",
];

test("every text begins as a sentence does", () => {
  const begun = english.filter(([path]) => !CONTINUED.includes(path) && !path.startsWith("refusal.names."));
  expect(begun.filter(([, text]) => !/^[A-Z0-9+]/.test(text))).toEqual([]);
});

test("one thing has one word", () => {
  // Written here: sign in, sign out, email, encrypted, record, home page.
  const elsewhere = /\blog(ged)?[ -]?(in|out)\b|\be-mail|\bsealed\b|\brows?\b|\bstart page\b/i;
  expect(english.filter(([, text]) => elsewhere.test(text))).toEqual([]);
});

test("nothing is shouted, and a negative is short", () => {
  expect(english.filter(([, text]) => /!|\b(could|did|does|do) not\b|\bcannot\b/i.test(text))).toEqual([]);
});
