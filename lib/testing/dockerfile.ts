import { readFileSync } from "node:fs";

/** An instruction of a Dockerfile: its word, its flags such as `--from=build`, and the rest of its line. */
export interface Instruction {
  readonly word: string;
  readonly flags: Readonly<Record<string, string>>;
  readonly rest: string;
}

/** The instructions of a Dockerfile by stages, of which each begins with its FROM; those before the first are a stage, too. */
export function readDockerfile(file: string): Instruction[][] {
  const lines = readFileSync(file, "utf8")
    .replace(/^\s*#.*\n/gm, "")
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const stages: Instruction[][] = [[]];
  for (const instruction of lines.map(readInstruction)) {
    if (instruction.word === "FROM") stages.push([]);
    stages.at(-1)?.push(instruction);
  }
  return stages;
}

function readInstruction(line: string): Instruction {
  const [, word = "", flagText = "", rest = ""] = /^(\w+)((?:\s+--\S+)*)\s+(.*)$/.exec(line) ?? [];
  const flags = [...flagText.matchAll(/--([\w-]+)=(\S+)/g)].map(([, name = "", value = ""]) => [name, value]);
  return { word, flags: Object.fromEntries(flags), rest };
}

/** What the instructions with a word say, in their order. */
export function saidBy(word: string, stage: readonly Instruction[]): string[] {
  return stage.filter((instruction) => instruction.word === word).map(({ rest }) => rest);
}

/** The variables that ENV or LABEL set, one an instruction. */
export function pairsOf(word: "ENV" | "LABEL", stage: readonly Instruction[]): Record<string, string> {
  const pairs = saidBy(word, stage).map((rest) => {
    const [, name = "", value = ""] = /^([\w.]+)=(.*)$/.exec(rest) ?? [];
    return [name, value.replace(/^"(.*)"$/, "$1")];
  });
  return Object.fromEntries(pairs);
}

/** Program and arguments of a CMD, also of a HEALTHCHECK's. @throws SyntaxError where it is no list: a shell would run it */
export function commandOf(rest: string): string[] {
  return JSON.parse(rest.replace(/^CMD\s+/, ""));
}

/** Whether a .dockerignore of names leaves a file in: `*`, then names of files and folders after `!`. */
export function isInContext(file: string, ignoreFile: string): boolean {
  const names = readFileSync(ignoreFile, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("!"))
    .map((line) => line.slice(1));
  return names.some((name) => file === name || file.startsWith(`${name}/`));
}
