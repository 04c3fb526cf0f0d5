/*
 * The lab at /lab, as its page sees it. A visitor has a scope of their own there: a database, keys, cookie names and a clock. Its
 * credentials open nothing elsewhere, and are shown whole.
 */

/** The parts of the lab's page, in the order in which a visitor goes through them. */
export const LAB_STEPS = [
  "take",
  "knock",
  "bend",
  "time",
  "lose",
  "twice",
  "elsewhere",
  "saw",
  "settings",
] as const;
export type LabStep = (typeof LAB_STEPS)[number];

/** Who holds credentials: the visitor's browser, a thief who has copied them, a phone of the visitor's, a terminal that pasted a curl line. */
export const LAB_HOLDERS = ["you", "thief", "phone", "terminal"] as const;
export type LabHolder = (typeof LAB_HOLDERS)[number];

export const LAB_KEY_KINDS = ["session", "access", "refresh", "sliding"] as const;
export type LabKeyKind = (typeof LAB_KEY_KINDS)[number];

/**
 * Where a request goes: `ours` is Latchkey, which looks every credential up; `neighbour` is a service that holds the verifying key and
 * never asks the database.
 */
export const LAB_DOORS = ["ours", "neighbour"] as const;
export type LabDoor = (typeof LAB_DOORS)[number];

/**
 * What is done to a credential before it is sent: `user_1` and `never_expires` change the payload and keep the signature, `payload` takes
 * the visitor's own; `alg_none` drops the signature; `another_key` signs anew with a key that nobody knows; `refresh_as_access` sends the
 * refresh token where an access token belongs; `flip_seal` changes one byte of the session cookie.
 */
export const LAB_BENDS = [
  "user_1",
  "never_expires",
  "payload",
  "alg_none",
  "another_key",
  "refresh_as_access",
  "flip_seal",
] as const;
export type LabBend = (typeof LAB_BENDS)[number];

/** By how much the lab's clock can be set forward at once; seconds. */
export const LAB_WAITS = [60, 180, 86_400, 1_209_600] as const;

/** The settings that a visitor may change in their own scope, and the values that they may take. */
export const LAB_SETTINGS = {
  ACCESS_TOKEN_LIFETIME: ["30s", "3m", "1h"],
  ROTATE_REFRESH_TOKENS: ["true", "false"],
  BLACKLIST_AFTER_ROTATION: ["true", "false"],
  // With the second one, which is the setting's own default, a refresh token opens what an access token opens.
  AUTH_TOKEN_CLASSES: ["AccessToken", "AccessToken,RefreshToken", "SlidingToken"],
  AUTH_COOKIE: ["none", "lab_access_token"],
} as const;
export type LabSettingName = keyof typeof LAB_SETTINGS;

export const LAB_PAGE = "/lab";
/** What the paths of acts and doors begin with, none of which is a page. */
export const BELOW_LAB = `${LAB_PAGE}/`;

/**
 * What a visitor does. Each act is a POST to `/lab/<act>`, which answers scripts with the {@link LabView} and leads a form back to its
 * page.
 */
export interface LabActs {
  /** Makes the scope and a guest, who signs in by both modes. */
  start: Record<never, never>;
  /** The guest signs in again, by both modes. */
  signin: Record<never, never>;
  /** "Who am I?", with a credential that somebody holds. */
  knock: { holder: LabHolder; kind: LabKeyKind; door: LabDoor };
  /** The same with a credential that was changed, at both doors. `payload` is JSON, and goes with the bend of that name. */
  bend: { bend: LabBend; payload?: string | undefined };
  /** Sets the clock forward. */
  wait: { seconds: (typeof LAB_WAITS)[number] };
  /** A thief copies all that the visitor holds. */
  steal: Record<never, never>;
  /** The visitor signs out of both modes. */
  signout: Record<never, never>;
  /** Spends a refresh token: the one that the holder has, or an older one by its {@link LabKey.id}. */
  refresh: { holder: LabHolder; key?: number | undefined };
  /** A phone of the visitor's signs in by session. */
  phone: Record<never, never>;
  /** Ends a sign-in of the guest's, by its row's id, from the visitor's browser. */
  end: { sign_in: string };
  /** Gets a sliding token, by the guest's password. */
  sliding: Record<never, never>;
  /** Changes a setting of the scope. */
  set: { name: LabSettingName; value: string };
  /** Sends a request of the strip once more, as it was. */
  again: { request: number };
  /** Throws the scope away. */
  leave: Record<never, never>;
}
export type LabAct = keyof LabActs;

/** A credential. Times are milliseconds since the epoch, by the lab's clock, as everywhere in a {@link LabView}. */
export interface LabKey {
  /** Counts up in the order in which credentials came to be held. */
  readonly id: number;
  readonly holder: LabHolder;
  readonly kind: LabKeyKind;
  /** Whole, as it is sent. */
  readonly raw: string;
  /** The name of its cookie; null: it came in a body, and goes into the Authorization header or a body. */
  readonly cookie: string | null;
  readonly takenAt: number;
  readonly expiresAt: number;
  /** When its holder let go of it, for a newer one or by a cleared cookie; null: it is held. */
  readonly droppedAt: number | null;
  /** The {@link id} of what it is a copy of. */
  readonly copyOf: number | null;
  /**
   * The row that it leads to in the server's database: a session's, the family of an access or sliding token, a refresh token's own.
   * Null: there is none any more, or none that is live.
   */
  readonly row: string | null;
  /** Of a refresh token: its place in the chain of its family, from 1. */
  readonly place: number | null;
  /** The `jti` of a token's payload. */
  readonly jti: string | null;
}

/** A row of the server's, as it lies in the database. */
export interface LabRow {
  readonly table: "latchkey_session" | "latchkey_family" | "latchkey_token";
  /** `id`, or the `jti` of a token. */
  readonly id: string;
  /** All columns, in the order of the table. */
  readonly columns: Readonly<Record<string, string | number | null>>;
  /** `rotated`: a refresh token that has a successor. */
  readonly state: "live" | "rotated" | "ended" | "expired";
}

/** A statement that a request made the database run. */
export interface LabStatement {
  readonly sql: string;
  readonly kind: "read" | "write";
  /** Rows that were read, or changed. */
  readonly rows: number;
}

/** A request as it was sent and answered: a notch of the strip. */
export interface LabRequest {
  readonly id: number;
  /** By the lab's clock. */
  readonly at: number;
  /** The act that sent it; `curl`: a terminal. */
  readonly act: LabAct | "curl";
  readonly holder: LabHolder;
  readonly door: LabDoor;
  /** The credentials that were sent, by {@link LabKey.id}. */
  readonly keys: readonly number[];
  /** Null also where the payload that was sent is the token's own. */
  readonly bend: LabBend | null;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | null;
  readonly status: number;
  readonly setCookies: readonly string[];
  readonly answer: string;
  /** What it was refused with: a `code` of Latchkey's, or the neighbour's library's. Null: it was not. */
  readonly refusal: string | null;
  /** Empty at the neighbour's door, always. */
  readonly statements: readonly LabStatement[];
  /** Lines of the server's log. */
  readonly log: readonly string[];
  /** Milliseconds by the server's real clock. */
  readonly took: number;
  /** The same request for a terminal. */
  readonly curl: string;
}

/** A sign-in that was ended from elsewhere. Times by the lab's clock. */
export interface LabEnding {
  /** The id of its row: a session's, or a family's. */
  readonly signIn: string;
  readonly endedAt: number;
  /** When our door first refused its credential since: the phone's cookie, or an access token of the family. */
  readonly refusedAt: number | null;
}

/** What the visitor's own requests have shown. Null: not tried yet. Times by the lab's clock. */
export interface LabFindings {
  /** Rows that were read for the last knock that opened. */
  readonly reads: {
    readonly session: number | null;
    readonly access: number | null;
    readonly neighbour: number | null;
  };
  /** Changed credentials, and how many of them were refused. One that was sent as it is, is none. */
  readonly bent: { readonly tried: number; readonly refused: number };
  /** What became of copies after the last sign-out of the visitor's. */
  readonly signOut: {
    readonly at: number;
    /** When our door first refused the copy. */
    readonly sessionRefusedAt: number | null;
    readonly accessRefusedAt: number | null;
    /** When the neighbour last took the copy of the access token, first refused it, and when that expires. */
    readonly neighbourTookAt: number | null;
    readonly neighbourRefusedAt: number | null;
    readonly tokenExpiresAt: number | null;
  } | null;
  /** A refresh token that was spent twice. */
  readonly twice: {
    /** Whether the same successor came. */
    readonly gotSameSuccessor: boolean;
    /** When the whole chain fell, and the log line that said so. */
    readonly fellAt: number | null;
    readonly line: string | null;
  } | null;
  /** The last sign-in of each mode that was ended from elsewhere. */
  readonly elsewhere: { readonly session: LabEnding | null; readonly token: LabEnding | null };
  /** When a credential was first refused because it had run out. */
  readonly expired: { readonly session: number | null; readonly access: number | null };
}

/** All that the page shows. */
export interface LabView {
  /** In the paths of its doors: `/lab/door/<id>/user/me`, `/lab/neighbour/<id>/user/me`. */
  readonly id: string;
  /** Grows with everything that is done in the lab: `GET /lab/state?version=` has nothing to tell where it is the same. */
  readonly version: number;
  /** When the scope is thrown away, and now, both by the server's real clock. */
  readonly endsAt: number;
  readonly realNow: number;
  /** By the lab's clock. */
  readonly now: number;
  /** What the lab's clock showed when it was last set forward; null: never. */
  readonly forwardedAt: number | null;
  readonly guest: { readonly username: string; readonly password: string };
  readonly settings: Readonly<Record<LabSettingName, string>>;
  /** The session cookie is renewed at each use, and ends this long after the last one; seconds. */
  readonly sessionAge: number;
  /** Within it a spent refresh token gets the same successor; seconds. */
  readonly gracePeriod: number;
  readonly keys: readonly LabKey[];
  readonly rows: readonly LabRow[];
  /** The latest, oldest first. */
  readonly requests: readonly LabRequest[];
  /** What was done last; null: nothing yet, or a terminal has sent a request since. */
  readonly latestAct: LabAct | null;
  /** The requests of the latest act, none for one that sends none, or that of the terminal: their {@link LabRequest.id}. */
  readonly latest: readonly number[];
  readonly findings: LabFindings;
}
