/** The tables by which a database is known. */
export interface KnownTables {
  /** Names of the tables that are there. */
  readonly names: ReadonlySet<string>;
  /** Whether one of Latchkey's migrations is recorded there. */
  readonly isOurs: boolean;
}

/** Tables that are Django's, or somebody else's, in a database that no migration of ours has touched. */
const FOREIGN = [
  "django_migrations",
  "auth_user",
  "token_blacklist_outstandingtoken",
  "token_blacklist_blacklistedtoken",
];

/** The database is somebody else's. The message says so in one sentence. */
export class ForeignDatabaseError extends Error {}

/**
 * A database that Latchkey made is taken, also where a Django project has joined it since.
 * @param shownUrl the database's address, for the message
 * @throws ForeignDatabaseError
 */
export function refuseForeign({ names, isOurs }: KnownTables, shownUrl: string): void {
  const found = FOREIGN.find((name) => names.has(name));
  if (isOurs || found === undefined) return;
  throw new ForeignDatabaseError(
    `The database ${shownUrl} has a table ${found} that Latchkey did not make, and a Django project's database cannot be taken over yet: name an empty database in DATABASE_URL.`,
  );
}
