/** The tables by which a database is known. */
export interface KnownTables {
  /** Names of the tables that are there. */
  readonly names: ReadonlySet<string>;
  /** Whether one of Latchkey's migrations is recorded there, or its adoption. */
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
    `The database ${shownUrl} has a table ${found} that Latchkey did not make. Where it is your Django project's, \`npm run adopt -- --check\` says what Latchkey would do beside it; else name an empty database in DATABASE_URL.`,
  );
}

/** What was to be adopted is no Django project's database. The message says so in one sentence. */
export class AdoptionError extends Error {}

/** @throws AdoptionError where the users are in a table that Latchkey made, or there are no tables at all */
export function refuseOwn({ names, isOurs }: KnownTables, shownUrl: string): void {
  if (isOurs)
    throw new AdoptionError(
      `The database ${shownUrl} is Latchkey's own: nothing is to be adopted. A Django project joins it by \`migrate --fake-initial\`.`,
    );
  if (names.size === 0)
    throw new AdoptionError(
      `The database ${shownUrl} has no tables: name the Django project's own in DATABASE_URL.`,
    );
}
