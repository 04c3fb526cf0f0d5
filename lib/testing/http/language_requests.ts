/** Requests to /i18n/setlang and what comes of them, for tests of our endpoint and of Django's view. */

interface LanguageRequest {
  readonly method?: "GET";
  readonly query?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where it leads, as a path; null where the answer is empty. */
  readonly location: string | null;
  /** The language in the cookie that is set. */
  readonly language?: string;
  /** Why Django's view answers otherwise. */
  readonly differsFromDjango?: string;
}

export const HOST = "latchkey.test";

const JSON_ONLY = { Accept: "application/json" };
const referer = (address: string) => ({ Referer: address });
const HERE = referer(`http://${HOST}/account?error=error&next=%2Fa`);

export const LANGUAGE_REQUESTS: Readonly<Record<string, LanguageRequest>> = {
  "a form leads back to its page, with the query": {
    fields: { language: "ko" },
    headers: HERE,
    location: "/account?error=error&next=%2Fa",
    language: "ko",
  },
  "a page without a Referer leads to the start page": {
    fields: { language: "en" },
    location: "/",
    language: "en",
  },
  "next is followed before the Referer": {
    fields: { language: "ko", next: "/session/signin?next=%2Fx" },
    headers: HERE,
    location: "/session/signin?next=%2Fx",
    language: "ko",
  },
  "next may be an address of ours": {
    fields: { language: "ko", next: `http://${HOST}/account?a=b#c` },
    location: "/account?a=b#c",
    language: "ko",
  },
  "next may stand in the query": {
    query: "?next=/account",
    fields: { language: "ko" },
    location: "/account",
    language: "ko",
  },
  "another site's next is ignored": {
    fields: { language: "ko", next: "https://evil.example/account" },
    headers: HERE,
    location: "/account?error=error&next=%2Fa",
    language: "ko",
  },
  "next without a scheme is ignored": {
    fields: { language: "ko", next: "//evil.example/" },
    location: "/",
    language: "ko",
  },
  "next with backslashes is ignored": {
    fields: { language: "ko", next: "/\\evil.example" },
    location: "/",
    language: "ko",
  },
  "next with our host as its user is ignored": {
    fields: { language: "ko", next: `http://${HOST}@evil.example/` },
    location: "/",
    language: "ko",
  },
  "next that runs a script is ignored": {
    fields: { language: "ko", next: "javascript:alert(1)" },
    location: "/",
    language: "ko",
  },
  "another site's Referer is ignored": {
    fields: { language: "ko" },
    headers: referer("https://evil.example/account"),
    location: "/",
    language: "ko",
  },
  "a Referer that leads elsewhere by itself is ignored": {
    fields: { language: "ko" },
    headers: referer(`http://${HOST}//evil.example/`),
    location: "/",
    language: "ko",
    differsFromDjango: "Django redirects to the whole address, we to its path.",
  },
  "an unknown language sets nothing": {
    fields: { language: "xx" },
    headers: HERE,
    location: "/account?error=error&next=%2Fa",
  },
  "a language without texts of ours sets nothing": {
    fields: { language: "fr" },
    location: "/",
    differsFromDjango: "Django has texts in French.",
  },
  "a variant stands for its language": {
    fields: { language: "ko-KR" },
    location: "/",
    language: "ko",
    differsFromDjango: "Django keeps the variant.",
  },
  "what is no code sets nothing": { fields: { language: "ko; Path=/x" }, location: "/" },
  "no language sets nothing": { fields: {}, location: "/" },
  "a program gets an empty answer": {
    fields: { language: "ko" },
    headers: JSON_ONLY,
    location: null,
    language: "ko",
  },
  "a program that names next is led there": {
    fields: { language: "ko", next: "/account" },
    headers: JSON_ONLY,
    location: "/account",
    language: "ko",
  },
  "opening the address changes nothing": {
    method: "GET",
    query: "?next=/account&language=ko",
    location: "/account",
  },
  "opening the address with another site's next leads to the start page": {
    method: "GET",
    query: "?next=https://evil.example/",
    location: "/",
  },
};
