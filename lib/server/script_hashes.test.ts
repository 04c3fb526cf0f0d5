import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { scriptHashes } from "./script_hashes";

const sourceOf = (script: string) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

describe("an inline script is allowed", () => {
  test.each([
    ["<script>a()</script>", "a()"],
    ['<script id="_R_">self.x="</p>"</script>', 'self.x="</p>"'],
    ["<SCRIPT\n>a\nb</SCRIPT >", "a\nb"],
    ["<script>가</script>", "가"],
    ['<script data-src="x">a</script>', "a"],
    ['<script title=" src=x">a</script>', "a"],
    ['<p title="<script>b</script>"><!-- <script>c</script> --></p><script>a</script>', "a"],
    ["<script>a</script><script>a</script>", "a"],
  ])("%s", (html, script) => {
    expect(scriptHashes(`<html>${html}</html>`)).toEqual([sourceOf(script)]);
  });
});

describe("nothing else is", () => {
  test.each([
    '<script src="/x.js"></script>',
    '<script async="" src="/x.js" noModule=""></script>',
    "<textarea><script>a</script></textarea>",
    "<title><script>a</script></title>",
    "<!-- <script>a</script> -->",
    '<p title="<script>a</script>">',
    '<p onclick="a()"><a href="javascript:a()">x</a><style>p{}</style>',
    "<scripts>a</scripts>",
  ])("%s", (html) => {
    expect(scriptHashes(html)).toEqual([]);
  });
});
