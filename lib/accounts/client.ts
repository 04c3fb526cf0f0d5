import type { Requester } from "@/lib/credentials/passwords/hashing/compute";

/** Who asks for a sign-in or a sign-up. */
export interface Client extends Pick<Requester, "address" | "connection" | "signal"> {
  /** Whether one of our own pages asks: what the next step of a sign-in needs then travels in a cookie. */
  readonly isPage: boolean;
  /** Absent where it is not known. */
  readonly userAgent?: string | null;
  /** The value of a cookie; null where it did not come. Absent where nobody sends cookies. */
  cookie?(name: string): string | null;
  /** The value of a request header. Absent where there is no request. @param name lower case */
  header?(name: string): string | null;
}

/** For whom a hash is computed. @param username as it was given, whether or not there is such a user */
export function requesterOf({ address, connection, signal }: Client, username: string): Requester {
  return { address, connection, signal, account: username };
}
