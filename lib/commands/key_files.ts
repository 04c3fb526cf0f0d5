import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { randomId } from "@/lib/credentials/digest";
import type { NewKeys } from "@/lib/credentials/jwt/generate_keys";

export interface KeyFiles {
  /** The file of the private key or secret, readable by its owner only. */
  readonly signing: string;
  /** The files of the public key, and of the former ones together with it; undefined where there is none. */
  readonly verifying?: { readonly own: string; readonly both: string } | undefined;
}

/**
 * Writes new keys to new files, whose suffixes are those by which SIGNING_KEY and VERIFYING_KEY recognize a path.
 * @param former PEM public keys that tokens are verified with so far; may be empty
 * @returns absolute paths
 * @throws where the folder cannot be created or written, or the files exist
 */
export function writeKeyFiles(folder: string, algorithm: string, keys: NewKeys, former = ""): KeyFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = `${algorithm.toLowerCase()}-${shortName(keys)}`;
  const signing = path.resolve(folder, `${name}.key`);
  writePrivate(signing, keys.kind === "pair" ? keys.privateKey : `${keys.secret}\n`);
  if (keys.kind === "secret") return { signing };
  const own = path.resolve(folder, `${name}.pub`);
  writePublic(own, keys.publicKey);
  if (former === "") return { signing, verifying: { own, both: own } };
  const both = path.resolve(folder, `${name}-and-former.pub`);
  writePublic(both, former + keys.publicKey);
  return { signing, verifying: { own, both } };
}

/** Unique among keys; for a secret random, since the name must tell nothing about it. */
function shortName(keys: NewKeys): string {
  return (keys.kind === "pair" ? keys.kid.replace(/[^A-Za-z0-9]/g, "") : randomId()).slice(0, 8);
}

function writePublic(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o644, flag: "wx" });
}

function writePrivate(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600, flag: "wx" });
  // The umask or the folder's default ACL may have changed the mode.
  chmodSync(file, 0o600);
}
