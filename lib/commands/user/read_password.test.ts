import { PassThrough, Readable } from "node:stream";
import { describe, expect, it, test } from "vitest";
import { StoppedError } from "../processes.js";
import { askForPassword, type Input, readPasswordFrom } from "./read_password";
import { RefusedError } from "./refused";

test.each([
  ["correct horse\n", "correct horse"],
  ["correct horse\r\n", "correct horse"],
  [" with spaces  ", " with spaces  "],
  ["\ufeffcorrect horse\n\n", "correct horse\n"],
  ["", ""],
])("a program's %j is the password %j", async (written, password) => {
  expect(await readPasswordFrom(Readable.from([Buffer.from(written)]))).toBe(password);
});

test("a program's bytes that are not UTF-8 are refused", async () => {
  await expect(readPasswordFrom(Readable.from([Buffer.from([0xe9])]))).rejects.toBeInstanceOf(RefusedError);
});

describe("on a terminal", () => {
  /** A terminal on which somebody types an answer at each prompt. */
  async function typed(...answers: string[]) {
    const input = Object.assign(new PassThrough(), { isTTY: true }) satisfies Input;
    let shown = "";
    const write = (text: string) => {
      shown += text;
      if (text.endsWith(": ")) setImmediate(() => input.write(answers.shift() ?? ""));
    };
    const outcome = await askForPassword(input, { write }).catch((error: unknown) => error);
    return { outcome, shown };
  }

  it("is asked for twice, until both are the same, and never shown", async () => {
    const { outcome, shown } = await typed("one\r", "two\r", "three\r", "three\r");
    expect(outcome).toBe("three");
    expect(shown).toBe(
      "Password: \nPassword (again): \nThe two differ: once more.\nPassword: \nPassword (again): \n",
    );
  });

  it("ends at Ctrl-C, at the end of the input, and where there is no terminal", async () => {
    expect((await typed("on\u0003")).outcome).toEqual(new StoppedError(130));
    expect((await typed("\u0004")).outcome).toBeInstanceOf(RefusedError);
    await expect(askForPassword(new PassThrough())).rejects.toBeInstanceOf(RefusedError);
  });
});
