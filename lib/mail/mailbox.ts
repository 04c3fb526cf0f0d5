import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Scope } from "@/lib/scope/scope";
import { isSqliteUrl, sqliteFile } from "@/lib/store/address";
import type { Mail } from "./prepare_mail";

/** Older ones are deleted. */
const KEPT = 100;
const FILE = /^\d{15}-[\w-]+\.json$/;

/** A mail of the mailbox. */
export interface KeptMail extends Mail {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * Keeps a mail in the mailbox of development: a file that its owner alone can read, in a folder beside the database. All workers
 * read the same ones.
 */
export async function keepInMailbox({ databaseUrl }: Scope["settings"], mail: Mail): Promise<void> {
  const folder = folderOf(databaseUrl);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const at = Date.now();
  const file = path.join(folder, `${String(at).padStart(15, "0")}-${mail.id}.json`);
  // Readers see a whole file or none.
  await writeFile(`${file}.part`, JSON.stringify({ ...mail, at } satisfies KeptMail), { mode: 0o600 });
  await rename(`${file}.part`, file);
  for (const name of (await namesIn(folder)).slice(KEPT)) await rm(path.join(folder, name), { force: true });
}

/** The mails of the mailbox, the newest first. */
export async function readMailbox({
  databaseUrl,
}: Pick<Scope["settings"], "databaseUrl">): Promise<KeptMail[]> {
  const folder = folderOf(databaseUrl);
  const texts = (await namesIn(folder)).map((name) => readFile(path.join(folder, name), "utf8"));
  const read = await Promise.allSettled(texts);
  return read.flatMap((one): KeptMail[] => (one.status === "fulfilled" ? [JSON.parse(one.value)] : []));
}

/** The newest first. */
async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => FILE.test(name))
    .sort()
    .reverse();
}

function folderOf(databaseUrl: string): string {
  return isSqliteUrl(databaseUrl) ? `${sqliteFile(databaseUrl)}-mailbox` : path.resolve("data/mailbox");
}
