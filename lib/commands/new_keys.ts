import { generateKeys, type NewKeys } from "@/lib/credentials/jwt/generate_keys";
import { type Algorithm, jwt } from "@/lib/settings/groups/jwt";
import { loadEnvFile } from "./env_file.js";
import { keyChangeSteps } from "./key_change_steps";
import { writeKeyFiles } from "./key_files";
import { runCommand, UsageError } from "./run_command.js";

const USAGE = "npm run keys -- [--algorithm ES256] [--out FOLDER]";
const OPTIONS = { algorithm: { type: "string" }, out: { type: "string" } } as const;

/** Generates keys for tokens, and prints how to change to them. */
runCommand(USAGE, OPTIONS, async ({ algorithm: wanted, out }) => {
  loadEnvFile();
  const algorithm = parseAlgorithm(wanted ?? process.env.ALGORITHM?.trim());
  const keys = await generateKeys(algorithm);
  const lines = out === undefined ? keyTexts(keys) : keyFileLines(out, algorithm, keys);
  if (keys.kind === "pair") lines.push(`Its name in tokens and at /.well-known/jwks.json (kid): ${keys.kid}`);
  console.log([...lines, "", ...keyChangeSteps(keys.kind)].join("\n"));
  return 0;
});

/** @throws UsageError */
function parseAlgorithm(text: string | undefined): Algorithm {
  try {
    return jwt.algorithm.parse(text || undefined);
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(`--algorithm ${error.message}`) : error;
  }
}

function keyTexts(keys: NewKeys): string[] {
  return keys.kind === "pair" ? [keys.privateKey, keys.publicKey.trimEnd()] : [keys.secret];
}

function keyFileLines(folder: string, algorithm: Algorithm, keys: NewKeys): string[] {
  const { signing, verifying } = writeKeyFiles(folder, algorithm, keys);
  return [
    `${keys.kind === "pair" ? "Private key" : "Secret"}, readable by you only: ${signing}`,
    ...(verifying === null ? [] : [`Public key: ${verifying}`]),
  ];
}
