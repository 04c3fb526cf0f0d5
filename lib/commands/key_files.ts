import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { randomId } from "@/lib/credentials/digest";
import type { NewKeys } from "@/lib/credentials/jwt/generate_keys";

export interface KeyFiles {
  /** The file of the private key or secret, readable by its owner only. */
  readonly signing: string;
  /** The file of the public key; null where there is none. */
  readonly verifying: string | null;
}

/**
 * Writes new keys to new files, whose suffixes are those by which SIGNING_KEY and VERIFYING_KEY recognize a path.
 * @throws where the folder cannot be created or written, or the files exist
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

/** Unique among keys; for a secret random, since the name must tell nothing about it. */
function shortName(keys: NewKeys): string {
  return (keys.kind === "pair" ? keys.kid.replace(/[^A-Za-z0-9]/g, "") : randomId()).slice(0, 8);
}

function writePrivate(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600, flag: "wx" });
  // The umask or the folder's default ACL may have changed the mode.
  chmodSync(file, 0o600);
}
