import { expect, test } from "vitest";
import { textsOf } from "@/lib/testing/ui/texts";

const english = textsOf("en");
const korean = textsOf("ko");
const all = [...english, ...korean];

test("Korean says everything, in Korean", () => {
  expect(korean.filter(([, text]) => !/[가-힣]/.test(text))).toEqual([]);
});

test("English says everything, without Korean", () => {
  expect(english.filter(([, text]) => text === "" || /[가-힣]/.test(text))).toEqual([]);
});

test("no text of one language is left over in the other", () => {
  const sentences = new Set(english.map(([, text]) => text));
  expect(korean.filter(([, text]) => sentences.has(text))).toEqual([]);
});

test("no text has a stray blank, or quotes and dots of a typewriter", () => {
  expect(all.filter(([, text]) => /\s\s|^\s|\s$|['"]|\.\.\./.test(text))).toEqual([]);
});

test("several sentences end with a full stop, the last one, too", () => {
  expect(all.filter(([, text]) => /[a-z가-힣][.?!] /.test(text) && !/[.?!…]$/.test(text))).toEqual([]);
});

test("headings, labels and buttons end without a full stop", () => {
  const named =
    /(^|\.)(title|heading|signOut|signIn|signUp|\w*(Link|Button)|signedIn|retry|home|copy|label)(\.|$)/;
  expect(all.filter(([path, text]) => named.test(path) && /[.!]$/.test(text))).toEqual([]);
});
