import { expect, test } from "vitest";
import { readToken } from "./jwt_spans";

const encode = (text: string) => Buffer.from(text).toString("base64url");

/** What the characters of a span decode to, from the byte in which they begin. */
function decoded(raw: string, part: number, start: number, end: number): string {
  const offset = raw.split(".").slice(0, part).join(".").length + (part === 0 ? 0 : 1);
  const bytes = Buffer.from(raw.split(".")[part] ?? "", "base64url");
  return bytes
    .subarray(Math.floor(((start - offset) * 6) / 8), Math.ceil(((end - offset) * 6) / 8))
    .toString();
}

test("each claim is marked from the character that holds its first bit to the one that holds its last", () => {
  const claims = {
    token_type: "access",
    exp: 1_795_943_504,
    name: '가", {나}',
    sid: "3f",
    roles: ["a", "b,c"],
  };
  const raw = `${encode('{"alg":"ES256","typ":"JWT"}')}.${encode(JSON.stringify(claims))}.c2ln`;
  const token = readToken(raw);
  expect(token?.header.map(({ name, value }) => [name, value])).toEqual([
    ["alg", "ES256"],
    ["typ", "JWT"],
  ]);
  const texts = Object.entries(claims).map(([name, value]) => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  expect(token?.payload.map(({ name, value }) => [name, value])).toEqual(texts);
  for (const { name, start, end } of token?.payload ?? []) {
    const member = `${JSON.stringify(name)}:${JSON.stringify(claims[name as keyof typeof claims])}`;
    const marked = decoded(raw, 1, start, end);
    expect(marked).toContain(member);
    // At most the byte before and the byte after share a character with it.
    expect(Buffer.byteLength(marked)).toBeLessThanOrEqual(Buffer.byteLength(member) + 2);
  }
});

test("blanks between the members belong to the member after them", () => {
  const raw = `${encode('{ "alg" : "none" }')}.${encode('{"a": {"b": 1},  "c": null}')}.`;
  const token = readToken(raw);
  expect(token?.header.map(({ name }) => name)).toEqual(["alg"]);
  expect(token?.payload.map(({ name, value }) => [name, value])).toEqual([
    ["a", '{"b": 1}'],
    ["c", "null"],
  ]);
  expect(raw.slice(token?.signatureStart)).toBe("");
});

test("a number is shown as the token writes it, however many digits it has", () => {
  const raw = `${encode("{}")}.${encode('{"sub":100002348117421473,"rate":1.50}')}.c2ln`;
  expect(readToken(raw)?.payload.map(({ value }) => value)).toEqual(["100002348117421473", "1.50"]);
});

test("the parts begin after their dots", () => {
  const raw = `${encode("{}")}.${encode("{}")}.c2ln`;
  const token = readToken(raw);
  expect(raw.slice(token?.payloadStart)).toBe(`${encode("{}")}.c2ln`);
  expect(raw.slice(token?.signatureStart)).toBe("c2ln");
  expect(token).toMatchObject({ header: [], payload: [] });
});

test.each(["Fe26.2*1*abc*def", "a.b", "a.b.c.d", "..", `${encode("nothing")}.${encode("{}")}.x`])(
  "what is no JWT is not read: %s",
  (raw) => {
    expect(readToken(raw)).toBeNull();
  },
);
