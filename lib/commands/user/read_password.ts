import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { StoppedError } from "../processes.js";
import { RefusedError } from "./refused";

/** The exit code of what Ctrl-C ends. */
const INTERRUPTED = 130;

/** Where a password comes from. */
export interface Input extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
}

/**
 * The password that another program writes, without the end of its line.
 * @throws RefusedError for text that is not UTF-8
 */
export async function readPasswordFrom(input: Input): Promise<string> {
  const bytes = await buffer(input);
  try {
    // A byte order mark is left out.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r?\n$/, "");
  } catch {
    throw new RefusedError("The password on the standard input is not UTF-8.");
  }
}

/**
 * Asks for a password on the terminal, twice, without showing it.
 * @throws RefusedError where there is no terminal; StoppedError at Ctrl-C
 */
export async function askForPassword(
  input: Input = process.stdin,
  output: { write(text: string): unknown } = process.stderr,
): Promise<string> {
  if (!input.isTTY)
    throw new RefusedError(
      "There is no terminal to ask for a password: give --password-stdin or --no-password.",
    );
  for (;;) {
    const password = await ask(input, output, "Password: ");
    if ((await ask(input, output, "Password (again): ")) === password) return password;
    output.write("The two differ: once more.\n");
  }
}

function ask(input: Input, output: { write(text: string): unknown }, prompt: string): Promise<string> {
  output.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: silent, terminal: true, historySize: 0 });
  const answered = new Promise<string>((resolve, reject) => {
    lines.once("line", resolve);
    lines.once("SIGINT", () => reject(new StoppedError(INTERRUPTED)));
    lines.once("close", () =>
      reject(new RefusedError("The terminal was closed before a password was given.")),
    );
  });
  return answered.finally(() => {
    lines.close();
    output.write("\n");
  });
}
