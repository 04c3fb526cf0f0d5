import type { Scope } from "@/lib/scope/scope";
import {
  importBlacklisted,
  importLiveToken,
  type Joined,
  type ListedToken,
  lastExpiry,
} from "@/lib/sessions/import_token";
import { MAX_KEY } from "@/lib/store/import/imported_user";
import { OUTSTANDING, type Source, type SourceToken } from "@/lib/store/import/source";
import { reserveKeys } from "@/lib/store/import/write_imported";
import type { Strangers } from "./import_users";
import { TOKEN_REASONS, type TokenReason } from "./reasons";
import type { Report } from "./report";
import type { TimeReader } from "./times";

/** How many tokens came to which end: live ones, blacklisted ones, and those that are of no use any more. */
export type TokenCounts = Record<Joined | "blacklisted" | "expired" | "unreadable", number>;

export interface TokenImporting {
  readonly scope: Scope;
  readonly isDryRun: boolean;
  readonly times: TimeReader;
  readonly report: Report;
  readonly strangers: Strangers;
  /** Called after each part, with how many rows were read. */
  onRead(rows: number): void;
}

/**
 * Imports simplejwt's tokens that have not expired, after the users: live ones become sign-ins here, blacklisted ones are refused
 * here, too. Running it again changes nothing.
 * @throws SourceError, or the error of the database
 */
export async function importTokens(source: Source, importing: TokenImporting): Promise<TokenCounts> {
  const counts: TokenCounts = {
    ...{ joined: 0, known: 0, no_user: 0, no_refresh: 0, not_verified: 0, stranger: 0 },
    ...{ blacklisted: 0, expired: 0, unreadable: 0 },
  };
  let read = 0;
  for await (const rows of source.tokens()) {
    // The store writes those of a part together.
    await Promise.all(rows.map((row) => importOne(row, importing, counts)));
    read += rows.length;
    importing.onRead(read);
  }
  return counts;
}

async function importOne(row: SourceToken, importing: TokenImporting, counts: TokenCounts): Promise<void> {
  const { scope, isDryRun, times, strangers } = importing;
  const named = scope.settings.jwt.userIdField === "id" ? strangers.ids : strangers.names;
  const read = readToken(row, times);
  if (typeof read === "string") {
    counts.unreadable += 1;
    remark(importing, row, read);
    return;
  }
  const { token, blacklistedAt } = read;
  if (lastExpiry(scope, token) <= scope.now) {
    counts.expired += 1;
  } else if (blacklistedAt !== null) {
    if (!isDryRun) await importBlacklisted(scope, token, blacklistedAt);
    counts.blacklisted += 1;
  } else {
    const { joined, userId } = await importLiveToken(scope, token, {
      writes: !isDryRun,
      isStranger: (userId) => named.has(String(userId)),
    });
    counts[joined] += 1;
    if (joined === "no_user") await keepFromOthers(importing, userId);
    if (joined === "not_verified" || joined === "stranger") remark(importing, row, joined);
  }
}

/** A token of a user who is not here opens no account that is made later: nobody gets the key that it names. */
async function keepFromOthers({ scope, isDryRun }: TokenImporting, userId: unknown): Promise<void> {
  const { store, settings } = scope;
  const key = String(userId);
  if (isDryRun || settings.jwt.userIdField !== "id" || !/^\d{1,18}$/.test(key)) return;
  if (BigInt(key) < MAX_KEY[store.schema.engine]) await reserveKeys(store, key);
}

function readToken(
  row: SourceToken,
  times: TimeReader,
): { token: ListedToken; blacklistedAt: Date | null } | TokenReason {
  const { jti, token: text } = row;
  if (typeof jti !== "string" || typeof text !== "string" || jti.includes("\0")) return "no_text";
  const time = (value: unknown) => {
    const utc = typeof value === "string" ? times.read(value) : null;
    return utc === null ? null : new Date(`${utc.replace(" ", "T")}Z`);
  };
  const expiresAt = time(row.expiresAt);
  // Only a row that simplejwt found blacklisted before it was listed has no time of its making.
  const createdAt = row.createdAt === null ? expiresAt : time(row.createdAt);
  const blacklistedAt = row.blacklistedAt === null ? null : time(row.blacklistedAt);
  if (expiresAt === null || createdAt === null) return "no_time";
  if (row.blacklistedAt !== null && blacklistedAt === null) return "no_time";
  return { token: { jti, text, createdAt, expiresAt }, blacklistedAt };
}

function remark({ report }: TokenImporting, { key }: SourceToken, reason: TokenReason): void {
  const explanation = TOKEN_REASONS[reason];
  report.add({ table: OUTSTANDING, key: String(key), name: "", isTaken: false, reason, explanation });
}
