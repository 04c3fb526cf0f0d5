import { describe, expect, it, test } from "vitest";
import { ecPair } from "@/lib/testing/keys";
import { parseEnv } from "./parse_env.js";

function valuesOf(text: string): Record<string, string> {
  return Object.fromEntries(parseEnv(text).values);
}

/** Django's alphabet for secret keys holds # and $. */
const DJANGO_KEY = "k#8v$(lu=^7x)w&z@q0!_+5m-*3#f%2n9d$bt6y1rj4hg0sce";
const { privateKey, publicKey } = ecPair("P-256");

describe("a value is read as it was written", () => {
  it.each([
    ["A=1", "1"],
    ["A = 1 ", "1"],
    ["  A=1", "1"],
    ["export A=1", "1"],
    ["\texport  A=1", "1"],
    ["A=", ""],
    ["A=1 # one", "1"],
    ["A=1\t# one", "1"],
    ["A= # nothing", ""],
    ["A='1' # one", "1"],
    ['A="1"# one', "1"],
    ["A=two words", "two words"],
    ["A=a=b==", "a=b=="],
    [`A=${DJANGO_KEY}`, DJANGO_KEY],
    [`A='${DJANGO_KEY}'`, DJANGO_KEY],
    [`A="${DJANGO_KEY}"`, DJANGO_KEY],
    [`A=#${DJANGO_KEY}`, `#${DJANGO_KEY}`],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: these stand for themselves in the file.
    ["A=${HOME}$HOME", "${HOME}$HOME"],
    ["A=a\\nb", "a\\nb"],
    ["A='a\\nb'", "a\\nb"],
    [
      "A=6U+c'UDH\"l`ZFDD5%/|'t{Ojt.5hzu+#wUBH#:9w*l_I2z{^m",
      "6U+c'UDH\"l`ZFDD5%/|'t{Ojt.5hzu+#wUBH#:9w*l_I2z{^m",
    ],
    ["A=$2y$10$fbdLV2U3Y98LrFYDbn2Fx.d33ubCz", "$2y$10$fbdLV2U3Y98LrFYDbn2Fx.d33ubCz"],
    ['A="secret # still-part-of-value"', "secret # still-part-of-value"],
    ["A=`a'b\"c`", "a'b\"c"],
    ['A="a\\nb\\"c\\\\d\\$e\\f"', 'a\nb"c\\d$e\\f'],
    ['A=it\'s "so"', 'it\'s "so"'],
    ['A="a\nb"', "a\nb"],
    ['A="a\\nB=2"', "a\nB=2"],
    ["A='\na\n'", "\na\n"],
    ["A=한글 \u2028값", "한글 \u2028값"],
  ])("%j", (text, value) => {
    expect(valuesOf(text)).toEqual({ A: value });
    expect(valuesOf(`B=before\n${text}\nC=after\n`)).toEqual({ A: value, B: "before", C: "after" });
  });

  test.each(["\n", "\r\n", "\r"])("with lines that end in %j, and a byte order mark", (end) => {
    const lines = ["\uFEFFA=1", "", "  ", "\t", " # indented comment", "#A=3", "B='2'", ""];
    expect(valuesOf(lines.join(end))).toEqual({ A: "1", B: "2" });
  });

  test("a line of blanks or a comment takes nothing from the line behind it", () => {
    expect(valuesOf("A=1\n \nB=2\n\t# c\nC=3")).toEqual({ A: "1", B: "2", C: "3" });
  });

  test("the last of several lines with one name counts", () => {
    expect(valuesOf("A=1\nA=2")).toEqual({ A: "2" });
  });
});

describe("PEM keys may have several lines", () => {
  const [pem, both] = [privateKey.trim(), `${publicKey}${publicKey}`.trim()];
  const legacy = pem.replace("KEY-----\n", "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n");

  it.each([
    ["in double quotes", `A="${pem}"`, pem],
    ["in single quotes", `A='\n${pem}\n'`, `\n${pem}\n`],
    ["without quotes", `A=${pem}`, pem],
    ["several, without quotes", `A=${both}`, both],
    ["with headers, without quotes", `A=${legacy}`, legacy],
    ["in one line, with \\n for its ends", `A=${pem.replaceAll("\n", "\\n")}`, pem.replaceAll("\n", "\\n")],
    ["in one quoted line", `A="${pem.replaceAll("\n", "\\n")}"`, pem],
    ["in lines of Windows", `A="${pem}"`.replaceAll("\n", "\r\n"), pem],
  ])("%s", (_, text, value) => {
    expect(valuesOf(`${text}\nB=after`)).toEqual({ A: value, B: "after" });
  });

  test("one whose end is missing is refused", () => {
    expect(() => parseEnv(`A=1\nB=${pem.split("\n")[0]}\nC=2`)).toThrow("line 2 begins a PEM key whose END");
  });
});

describe("what is no setting is refused by the number of its line, without quoting it", () => {
  it.each([
    ["A=1\nstray", "line 2 is no setting"],
    ["A=1\n\n  hunter2 is my password\nB=2", "line 3 is no setting"],
    ["SECRET KEY=hunter2", "line 1 is no setting"],
    ["=hunter2", "line 1 is no setting"],
    ["1A=hunter2", "line 1 is no setting"],
    ["A: hunter2", "line 1 is no setting"],
    ["export A", "line 1 is no setting"],
    ['A=1\nB="hunter2\nC=3\n', "line 2 opens a quote that is not closed"],
    ['A=1\nB="hunter2\nC=3\nD="4"', "line 2 opens a quote that is not closed"],
    ["A='hunter2", "line 1 opens a quote"],
    ['A=1\n"B"=hunter2', "line 2 is no setting"],
    ['A="hunter2"hunter2', "line 1 goes on behind the closing quote"],
    ["A='hunter2'B=2", "line 1 goes on behind the closing quote"],
  ])("%j", (text, message) => {
    expect(() => parseEnv(text)).toThrow(message);
    expect(() => parseEnv(text)).not.toThrow("hunter2");
    expect(() => parseEnv(text.replaceAll("\n", "\r\n"))).toThrow(message);
  });
});

test("a comment behind a secret is said to be one, because it may have been meant as part of it", () => {
  const { values, notes } = parseEnv("PORT=8000 # the port\nSECRET_KEY=correct horse #battery\n");
  expect(values.get("SECRET_KEY")).toBe("correct horse");
  expect(notes).toEqual([expect.stringMatching(/^line 2: what follows the # is a comment, .* SECRET_KEY/)]);
});
