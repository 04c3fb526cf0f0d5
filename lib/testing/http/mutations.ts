/** Random changes of a good request, as an arbitrary of fast-check. */

import fc from "fast-check";
import { type Change, ENCODINGS } from "./changes";
import { fieldName, garbage, header, hostileJson } from "./hostile";

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .dictionary(fieldName, hostileJson, { minKeys: 1, maxKeys: 4 })
      .map((fields) => ({ fields: { ...fields } })),
  },
  { weight: 3, arbitrary: header.map(([name, value]) => ({ headers: { [name]: value } })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom("sessionid", "t", "t_refresh", "csrftoken", "SESSIONID", "__Host-sessionid"),
        garbage,
      )
      .map(([name, value]) => ({ cookies: { [name]: value } })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...(Object.keys(ENCODINGS) as (keyof typeof ENCODINGS)[]))
      .map((encoding) => ({ encoding })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      form: fc.constantFrom(
        "urlencoded",
        "multipart",
        "multipart without an end",
        "multipart without a boundary",
        "multipart files",
      ),
      headers: fc.constantFrom({}, { Accept: "text/html,*/*;q=0.8" }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom("[", "\u0000", "//\n", "\ufeff", " ", "null", '{"a":', "{", ""),
        fc.constantFrom("]", "}", "\u0000", ",", " ", "null", "{}", ""),
      )
      .map((around) => ({ around })),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.tuple(fieldName, hostileJson), { minLength: 1, maxLength: 3 })
      .map((pairs) => ({ extra: pairs.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",") })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        "GET",
        "HEAD",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "OPTIONS",
        "TRACE",
        "PROPFIND",
        "MKCOL",
        "REPORT",
        "M-SEARCH",
      )
      .map((method) => ({ method })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        "/",
        "//",
        "/.",
        "/..",
        "?",
        "?a=b&username=x",
        "?%00",
        "?%ff=%",
        "#x",
        "%2f",
        "%00",
        ";a=b",
        "/x",
        "\\",
      )
      .map((suffix) => ({ suffix })),
  },
);

/** One change or several. */
export const changes: fc.Arbitrary<Change> = fc
  .array(change, { minLength: 1, maxLength: 4 })
  .map((parts) =>
    Object.assign({}, ...parts, joined(parts, "headers"), joined(parts, "cookies"), joined(parts, "fields")),
  );

function joined(parts: readonly Change[], name: "headers" | "cookies" | "fields"): Change {
  const all = parts.flatMap((part) => Object.entries(part[name] ?? {}));
  return all.length === 0 ? {} : { [name]: Object.fromEntries(all) };
}
