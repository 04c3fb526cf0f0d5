import { generateKeys, type NewKeys } from "@/lib/credentials/jwt/generate_keys";
import { type Algorithm, jwt } from "@/lib/settings/groups/jwt";
import { loadEnvFile } from "./env_file.js";
import { keyChangeSteps, type NewKeySettings } from "./key_change_steps";
import { writeKeyFiles } from "./key_files";
import { type PresentKeys, presentKeys } from "./present_keys";
import { runCommand, UsageError } from "./run_command.js";

const USAGE = "npm run keys -- [--algorithm ES256] [--out FOLDER]";
const OPTIONS = { algorithm: { type: "string" }, out: { type: "string" } } as const;

/** Generates keys for tokens, and prints how to change to them from those that the settings name. */
runCommand(USAGE, OPTIONS, async ({ algorithm: wanted, out }) => {
  loadEnvFile();
  const algorithm = parseAlgorithm(wanted ?? process.env.ALGORITHM?.trim());
  const present = presentKeys(process.env);
  const keys = await generateKeys(algorithm);
  const { lines, settings } =
    out === undefined ? inText(keys, present, algorithm) : inFiles(out, keys, present, algorithm);
  if (keys.kind === "pair") lines.push(`Its name in tokens and at /.well-known/jwks.json (kid): ${keys.kid}`);
  console.log([...lines, "", ...keyChangeSteps(algorithm, settings, present)].join("\n"));
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

interface Printed {
  readonly lines: string[];
  readonly settings: NewKeySettings;
}

/** The keys as values of settings. */
function inText(keys: NewKeys, present: PresentKeys, algorithm: Algorithm): Printed {
  if (keys.kind === "secret") return { lines: [keys.secret], settings: { signing: keys.secret } };
  const former = present.publicKeys(algorithm);
  return {
    lines: [],
    settings: {
      signing: quoted(keys.privateKey),
      verifying: { own: quoted(keys.publicKey), both: quoted(former + keys.publicKey) },
    },
  };
}

/** In one line of a `.env`, \n stands for line ends. */
function quoted(pem: string): string {
  return `"${pem.replaceAll("\n", "\\n")}"`;
}

/** The names of files with the keys as values of settings. */
function inFiles(folder: string, keys: NewKeys, present: PresentKeys, algorithm: Algorithm): Printed {
  const { signing, verifying } = writeKeyFiles(folder, algorithm, keys, present.publicKeys(algorithm));
  const lines = [
    `${verifying ? "Private key" : "Secret"}, readable by you only: ${signing}`,
    ...(verifying ? [`Public key: ${verifying.own}`] : []),
    "Every instance needs the files that its settings name.",
  ];
  return { lines, settings: { signing, verifying } };
}
