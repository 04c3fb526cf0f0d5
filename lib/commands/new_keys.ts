import { parseArgs } from "node:util";
import { generateKeys } from "@/lib/credentials/jwt/generate_keys";
import { type Algorithm, jwt } from "@/lib/settings/groups/jwt";
import { loadEnvFile } from "./env_file.js";
import { changeSteps } from "./key_change";
import { writeKeyFiles } from "./key_files";

const USAGE = "Usage: npm run keys -- [--algorithm ES256] [--out FOLDER]";

/** Makes new keys for tokens, and says how to change to them. */
async function main(): Promise<void> {
  loadEnvFile();
  const { values } = parseArgs({ options: { algorithm: { type: "string" }, out: { type: "string" } } });
  const algorithm = readAlgorithm(values.algorithm ?? (process.env.ALGORITHM?.trim() || "HS256"));
  const keys = await generateKeys(algorithm);
  const lines: string[] = [];
  if (values.out !== undefined) {
    const { signing, verifying } = writeKeyFiles(values.out, algorithm, keys);
    lines.push(`${keys.kind === "pair" ? "Private key" : "Secret"}, readable by you only: ${signing}`);
    if (verifying !== null) lines.push(`Public key: ${verifying}`);
  } else if (keys.kind === "pair") lines.push(keys.privateKey, keys.publicKey.trimEnd());
  else lines.push(keys.secret);
  if (keys.kind === "pair") lines.push(`Its name in tokens and at /.well-known/jwks.json (kid): ${keys.kid}`);
  console.log([...lines, "", ...changeSteps(keys.kind)].join("\n"));
}

/** @throws TypeError */
function readAlgorithm(text: string): Algorithm {
  try {
    return jwt.algorithm.parse(text);
  } catch (error) {
    throw error instanceof TypeError ? new TypeError(`--algorithm ${error.message}`) : error;
  }
}

main().catch((error: unknown) => {
  const isMisuse = error instanceof TypeError;
  console.error(isMisuse ? `${error.message}\n${USAGE}` : error);
  process.exit(1);
});
