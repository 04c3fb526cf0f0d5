import { type Found, findImported } from "@/lib/store/import/find_imported";
import type { DigestedUser } from "@/lib/store/import/imported_user";
import type { Source, SourceUser } from "@/lib/store/import/source";
import { insertImported, reserveKeys, updateImported } from "@/lib/store/import/write_imported";
import type { Store } from "@/lib/store/open";
import { type CheckedUser, type Checking, checkUser } from "./check_user";
import { type Decision, decide, digestOf } from "./decide";
import { Unusable, USER_REASONS, type UserReason } from "./reasons";
import type { Report } from "./report";

/** How many users came to which end. */
export interface UserCounts {
  insert: number;
  update: number;
  same: number;
  deleted: number;
  refuse: number;
}

/** The users of the source whose id or name is another account's here: their tokens must not open it. */
export interface Strangers {
  readonly ids: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

export interface Importing {
  /** Null for a dry run into a database that is not there. */
  readonly store: Store | null;
  readonly isDryRun: boolean;
  readonly now: Date;
  readonly checking: Checking;
  readonly report: Report;
  /** Called after each part, with how many rows were read. */
  onRead(rows: number): void;
}

/** How often a user is decided upon whose name or id others take meanwhile. */
const TRIES = 5;
const NOTHING: Found = { rows: new Map(), imported: new Map(), names: new Map() };

/** An import under way. */
interface Run extends Importing {
  readonly source: Source;
  readonly counts: UserCounts;
  /** In a dry run the keys of names that would be taken. */
  readonly names: Map<string, string>;
  /** The highest key of a row that could not be taken: it is its user's all the same. */
  readonly refused: { highest: bigint };
  readonly strangers: { readonly ids: Set<string>; readonly names: Set<string> };
}

/**
 * Imports the users of a source, part by part, each in one transaction: whenever it is stopped, what is there is whole, and
 * another run goes on.
 * @throws SourceError, or the error of the database
 */
export async function importUsers(
  source: Source,
  importing: Importing,
): Promise<{ counts: UserCounts; strangers: Strangers }> {
  const counts = { insert: 0, update: 0, same: 0, deleted: 0, refuse: 0 };
  const strangers = { ids: new Set<string>(), names: new Set<string>() };
  const run: Run = { ...importing, source, counts, names: new Map(), strangers, refused: { highest: 0n } };
  await reserve(run, source.lastKey);
  let read = 0;
  for await (const rows of source.users()) {
    await importPart(run, rows);
    read += rows.length;
    run.onRead(read);
  }
  await reserve(run, String(run.refused.highest));
  return { counts, strangers };
}

/** Keeps sign-ups from getting a key of a user of the source, or one that a deleted user had there. */
async function reserve({ store, isDryRun, checking }: Run, key: string | null): Promise<void> {
  if (store === null || isDryRun || key === null) return;
  if (BigInt(key) > 0n && BigInt(key) < checking.maxKey) await reserveKeys(store, key);
}

/** A user who passed the check. */
interface Candidate extends CheckedUser, DigestedUser {}

async function importPart(run: Run, rows: readonly SourceUser[]): Promise<void> {
  const candidates = rows.flatMap((row) => check(run, row) ?? []);
  const decided = await decideAll(run, candidates);
  const inserted = decided.filter(([, { what }]) => what === "insert").map(([candidate]) => candidate);
  const isWritten = await write(run, (store) => insertImported(store, inserted, run.now));
  for (const [candidate, decision] of decided) {
    if (decision.what === "insert" && !isWritten) await importOne(run, candidate);
    else await settle(run, candidate, decision);
  }
}

function check(run: Run, row: SourceUser): Candidate | null {
  try {
    const checked = checkUser(row, run.checking);
    return { ...checked, digest: digestOf(checked.user) };
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    run.counts.refuse += 1;
    const { reason, detail } = error;
    if (!reason.startsWith("key_")) noteRefused(run, BigInt(String(row.key)));
    const name = typeof row.username === "string" ? row.username : "";
    remark(run, { key: String(row.key), name, isTaken: false, reason, detail });
    return null;
  }
}

function noteRefused({ refused }: Run, key: bigint): void {
  if (key > refused.highest) refused.highest = key;
}

async function decideAll(run: Run, candidates: readonly Candidate[]): Promise<[Candidate, Decision][]> {
  const users = candidates.map(({ user }) => user);
  const found = run.store === null ? NOTHING : await findImported(run.store, users);
  return candidates.map((candidate) => [candidate, decideOne(run, candidate, found)]);
}

function decideOne(run: Run, candidate: Candidate, found: Found): Decision {
  const decision = decide(candidate, found);
  if (!run.isDryRun || decision.what !== "insert") return decision;
  const { key, username } = candidate.user;
  const owner = run.names.get(username) ?? key;
  run.names.set(username, owner);
  return owner === key ? decision : { what: "refuse", reason: "name_taken", detail: owner };
}

/** Where users of a part cannot be inserted together, each is looked at once more. */
async function importOne(run: Run, candidate: Candidate): Promise<void> {
  for (let tried = 1; tried <= TRIES; tried += 1) {
    const [decided] = await decideAll(run, [candidate]);
    const decision = decided?.[1];
    if (decision === undefined) return;
    if (decision.what !== "insert") return settle(run, candidate, decision);
    if (await write(run, (store) => insertImported(store, [candidate], run.now)))
      return settle(run, candidate, decision);
  }
  throw new Error(
    `The user of id ${candidate.user.key} could not be inserted, though nothing is in the way.`,
  );
}

/** Counts and reports what was decided; updates. */
async function settle(run: Run, candidate: Candidate, decision: Decision): Promise<void> {
  const { key, username: name } = candidate.user;
  let { what } = decision;
  let refusal = what === "refuse" && "reason" in decision ? decision : null;
  if (decision.what === "update") {
    const { present } = decision;
    const isUpdated = await write(run, (store) => updateImported(store, candidate, present));
    if (!isUpdated) {
      what = "refuse";
      refusal = { what, reason: "changed_here", detail: "" };
    }
  }
  run.counts[what] += 1;
  if (refusal?.reason === "id_taken") run.strangers.ids.add(key);
  if (refusal?.reason === "name_taken") run.strangers.names.add(name);
  if (refusal !== null) remark(run, { key, name, isTaken: false, ...refusal });
  else if (what !== "deleted")
    for (const reason of candidate.notes) remark(run, { key, name, isTaken: true, reason, detail: "" });
}

/** @returns true in a dry run */
async function write(run: Run, work: (store: Store) => Promise<boolean>): Promise<boolean> {
  return run.isDryRun || run.store === null || (await work(run.store));
}

interface UserRemark {
  readonly key: string;
  readonly name: string;
  readonly isTaken: boolean;
  readonly reason: UserReason;
  readonly detail: string;
}

function remark(
  { report, source: { table } }: Run,
  { key, name, isTaken, reason, detail }: UserRemark,
): void {
  report.add({ table, key, name, isTaken, reason, detail, explanation: USER_REASONS[reason] });
}
