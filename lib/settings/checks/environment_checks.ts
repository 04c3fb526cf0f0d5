import type { Check } from "./check";

/** What the machine and the database show. */
export const ENVIRONMENT_CHECKS = {
  W050: {
    about: "This version of Node.js gets no security fixes any more.",
    remedy: "Update to an LTS version that does.",
  },
  W051: {
    about: "A file with secrets can be read by other users of the machine.",
    remedy: "chmod 600, and let the user that runs Latchkey own it.",
  },
  W052: {
    about: "The database file can be read by other users of the machine.",
    remedy: "chmod 600, and let the user that runs Latchkey own it.",
  },
  E053: {
    about: "The SQLite database is on a network file system, on which its locks and its log do not work.",
    remedy: "Move it to a local disk, or use PostgreSQL.",
  },
  W054: {
    about: "The SQLite database is in memory, or in a container's own layer: it goes with it.",
    remedy: "Put it on a volume.",
  },
  I055: {
    about: "The SQLite database is on a file system in user space, which may be a network's.",
    remedy: "Make sure that it is local.",
  },
  E060: {
    about: "The database cannot be used.",
    remedy: "Check that it runs, DATABASE_URL, and what its role may do.",
  },
  W061: {
    about: "Migrations are pending: the next start applies them.",
    remedy: "Make a backup, then start.",
  },
  I061: {
    about: "There is no database yet, or no tables in it.",
    remedy: "The first start makes what is missing.",
  },
  E062: {
    about: "A pooler shares sessions between connections (transaction mode): the start is refused.",
    remedy: "Connect directly, or set the pooler to session mode.",
  },
  E063: {
    about:
      "The database is not one that Latchkey works on: version, encoding, user table, or only to be read.",
    remedy: "Change it as the sentence says.",
  },
  E064: {
    about: "The database is somebody else's, or its migrations are not those of this version.",
    remedy: "Change it as the sentence says.",
  },
  W065: {
    about: "The server lets in fewer connections than all workers open.",
    remedy: "Raise max_connections, or lower WORKERS. Each instance counts.",
  },
  E066: {
    about: "A crash of the database server loses or damages data (fsync or full_page_writes off).",
    remedy: "Set both to on.",
  },
  W067: {
    about:
      "A crash of the database server forgets what was written last, such as a sign-out (synchronous_commit off).",
    remedy: "Set it to on for this database.",
  },
  W068: {
    about: "The clocks of the database and of this machine differ by more than five seconds.",
    remedy: "Let both follow NTP.",
  },
  W069: {
    about: "The role may do everything on the database server.",
    remedy: "Make a role that owns this database alone.",
  },
  W070: {
    about: "This version of PostgreSQL gets no fixes any more.",
    remedy: "Update to one that does.",
  },
  W071: {
    about: "Nobody can sign up: a column must have a value, and none is named.",
    remedy: "Name one in USER_INSERT_DEFAULTS, or set SIGN_UP=false.",
  },
  W072: {
    about: "Django's sessions are to be taken over, and cannot be read or ended.",
    remedy: "Let the role read and delete rows of django_session, in the database that Django uses.",
  },
  W073: {
    about: "A later version of Latchkey has worked on this database.",
    remedy: "Go back to that version when you can: what only it knows does not count meanwhile.",
  },
} as const satisfies Readonly<Record<string, Check>>;
