import type { LabDoor, LabHolder, LabKeyKind } from "@/lib/contract/lab";

const doors: Readonly<Record<LabDoor, string>> = { ours: "Our door", neighbour: "The neighbour" };

const holders: Readonly<Record<Exclude<LabHolder, "you">, string>> = {
  thief: "The thief",
  phone: "Your phone",
  terminal: "A terminal",
};

const kinds: Readonly<Record<LabKeyKind, string>> = {
  session: "Session cookie",
  access: "Access token",
  refresh: "Refresh token",
  sliding: "Sliding token",
};

/** What became of requests. */
export const en = {
  doors,
  kinds,
  holders,
  opened: (status: number) => `${status}, it opens`,
  thiefIn: (status: number) => `${status}, the thief is in`,
  refused: (status: number) => `${status}, it stays shut`,
  /** How many records our door read. */
  read: {
    one: "It looked in the database: {value} record read.",
    other: "It looked in the database: {value} records read.",
  },
  readNothing: "It looked in the database, and found no such record.",
  readRefused: {
    one: "It looked in the database: {value} record read, and it says that the key is dead.",
    other: "It looked in the database: {value} records read, and they say that the key is dead.",
  },
  sentNothing: "Nothing was sent: there is no such key to send.",
  notAsked: "It never got as far as the database: the key itself was not good enough.",
  notAskedWhy: {
    altered:
      "It never got as far as the database: the signature is not one that our key made for what the token says.",
    unsigned: "It never got as far as the database: it takes no token without a signature.",
    seal: "It never got as far as the database: a cookie that was changed can’t be decrypted.",
    expired: "It never got as far as the database: the key has run out.",
    kind: "It never got as far as the database: it takes no key of this kind.",
  },
  neighbourOpened: "It read nothing. It only checked the signature and the expiry.",
  neighbourRefused: "It read nothing: the token itself was not good enough.",
  /** By the code of its library. */
  neighbourWhy: {
    ERR_JWT_EXPIRED: "It read nothing. The signature is right, but the token’s time is over.",
    ERR_JWS_SIGNATURE_VERIFICATION_FAILED:
      "It read nothing. The signature doesn’t match what the token says.",
    ERR_JOSE_ALG_NOT_ALLOWED: "It read nothing. It takes no token without a signature.",
    ERR_TOKEN_TYPE: "It read nothing. The signature is right, but this is no access token.",
  },
  neighbourSession:
    "It read nothing. A session cookie only points to a record, and the neighbour has no database to look in.",
  at: (time: string) => `At ${time}`,
  before: "Before the clock was set forward:",
  answer: "The answer, word for word",
};
