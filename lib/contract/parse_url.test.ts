import { expect, test } from "vitest";
import { checkedNext } from "./next_path";
import { parseUrl } from "./parse_url";

test("an allowed origin with letters beyond ASCII is led to however often that was asked", () => {
  // V8 compiles what runs some thousand times.
  const answers = new Set<string | null>();
  for (let times = 0; times < 10_000; times += 1)
    answers.add(checkedNext("https://bücher.example/x", ["https://xn--bcher-kva.example"]));
  expect([...answers]).toEqual(["https://xn--bcher-kva.example/x"]);
});

test("what is no address is null", () => {
  expect([parseUrl("https://"), parseUrl("/a"), parseUrl("/a", "https://b.example")?.href]).toEqual([
    null,
    null,
    "https://b.example/a",
  ]);
});
