import { foldEmail } from "@/lib/accounts/fold_email";
import { normalizeUsername } from "@/lib/contract/fields";
import { listedHasher } from "@/lib/credentials/passwords/hashers/registry";
import type { PasswordPolicy } from "@/lib/credentials/passwords/policy";
import type { InspectedUser } from "@/lib/store/adoption/inspect_users";

/** So many names, addresses and keys are named in a report; of more their number is told. */
const NAMED = 5;

/** What several users have in common. */
export interface Group {
  readonly count: number;
  readonly examples: readonly string[];
}

/** What was found of all users. */
export interface UserCounts {
  readonly total: number;
  /** By algorithm and cost, such as `pbkdf2_sha256, 1000000`; the most frequent first. */
  readonly hashes: ReadonlyMap<string, number>;
  /** Hashes that cannot be checked, by algorithm; examples are names. */
  readonly uncheckable: ReadonlyMap<string, Group>;
  /** Names that are one name once they are normalised (NFKC). */
  readonly sameNames: Group;
  /** Addresses of several users, who can be found by it, but not sign in by it. */
  readonly sameAddresses: Group;
}

/** Adds up users page by page. */
export class UserCounter {
  readonly #policy: PasswordPolicy;
  #total = 0;
  readonly #hashes = new Map<string, number>();
  readonly #uncheckable = new Map<string, string[]>();
  /** By the normalised name, of names that change by it. */
  readonly #changedNames = new Map<string, string[]>();
  readonly #addresses = new Map<string, number>();

  /** @param policy with which Latchkey will check hashes */
  constructor(policy: PasswordPolicy) {
    this.#policy = policy;
  }

  add(users: readonly InspectedUser[]): void {
    for (const user of users) this.#addOne(user);
  }

  #addOne({ username, email, password }: InspectedUser): void {
    this.#total += 1;
    const kind = hashKind(password);
    this.#hashes.set(kind, (this.#hashes.get(kind) ?? 0) + 1);
    if (!password.startsWith("!") && !this.#canCheck(password))
      push(this.#uncheckable, algorithmOf(password), username);
    const normalized = normalizeUsername(username);
    if (normalized !== username) push(this.#changedNames, normalized, username);
    const folded = foldEmail(email);
    if (folded !== null) this.#addresses.set(folded, (this.#addresses.get(folded) ?? 0) + 1);
  }

  #canCheck(password: string): boolean {
    return Boolean(listedHasher(password, this.#policy)?.parse(password));
  }

  /** @param stored which of some names users have exactly so */
  counts(stored: ReadonlySet<string>): UserCounts {
    const sameNames = [...this.#changedNames].filter(([name, all]) => all.length > 1 || stored.has(name));
    const shared = [...this.#addresses].filter(([, count]) => count > 1).map(([address]) => address);
    return {
      total: this.#total,
      hashes: new Map([...this.#hashes].sort(([, a], [, b]) => b - a)),
      uncheckable: new Map([...this.#uncheckable].map(([name, users]) => [name, groupOf(users)])),
      sameNames: groupOf(sameNames.map(([name, all]) => [name, ...all].join(", "))),
      sameAddresses: groupOf(shared),
    };
  }

  /** The normalised forms of names that are stored otherwise. */
  get normalizedNames(): readonly string[] {
    return [...this.#changedNames.keys()];
  }
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

function groupOf(all: readonly string[]): Group {
  return { count: all.length, examples: all.slice(0, NAMED) };
}

function algorithmOf(password: string): string {
  const [name = ""] = password.split("$", 1);
  if (/^[0-9a-f]{32}$/.test(password)) return "unsalted_md5";
  if (password.startsWith("sha1$$")) return "unsalted_sha1";
  return /^\w{1,40}$/.test(name) && password.includes("$") ? name : "no known kind";
}

/** Algorithm and cost, as the encoded hash begins. Source: the encode methods of django.contrib.auth.hashers. */
function hashKind(password: string): string {
  if (password.startsWith("!")) return "no usable password";
  const name = algorithmOf(password);
  const parts = password.split("$");
  const cost = /^pbkdf2/.test(name) ? parts[1] : /^bcrypt/.test(name) ? parts[3] : undefined;
  return cost === undefined ? name : `${name}, ${cost}`;
}

/** The iterations of most PBKDF2-SHA256 hashes, which are likely Django's present ones; null where there are none. */
export function usualIterations({ hashes }: UserCounts): string | null {
  const kinds = [...hashes.keys()].map((kind) => /^pbkdf2_sha256, (\d+)$/.exec(kind)?.[1]);
  return kinds.find((iterations) => iterations !== undefined) ?? null;
}
