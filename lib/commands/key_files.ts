import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { randomId } from "@/lib/credentials/digest";
import type { NewKeys } from "@/lib/credentials/jwt/generate_keys";

export interface KeyFiles {
  /** The private key, or the secret; for its owner only. */
  readonly signing: string;
  /** The public key; null where there is none. */
  readonly verifying: string | null;
}

/**
 * Writes new keys to files of their own; their names tell keys apart, and end as the settings expect of a path.
 * @throws where the folder cannot be made or written, or the files are there already
 */
export function writeKeyFiles(folder: string, algorithm: string, keys: NewKeys): KeyFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = `${algorithm.toLowerCase()}-${shortName(keys)}`;
  const signing = path.join(folder, `${name}.key`);
  writePrivate(signing, keys.kind === "pair" ? keys.privateKey : `${keys.secret}\n`);
  if (keys.kind === "secret") return { signing, verifying: null };
  const verifying = path.join(folder, `${name}.pub`);
  writeFileSync(verifying, keys.publicKey, { mode: 0o644, flag: "wx" });
  return { signing, verifying };
}

/** Tells keys apart, and nothing about a secret. */
function shortName(keys: NewKeys): string {
  return (keys.kind === "pair" ? keys.kid.replace(/[^A-Za-z0-9]/g, "") : randomId()).slice(0, 8);
}

function writePrivate(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600, flag: "wx" });
  // Whatever the umask and the folder's defaults say.
  chmodSync(file, 0o600);
}
