import type { Requester } from "@/lib/credentials/passwords/hashing/compute";

/** Who asks for a sign-in or a sign-up, as far as hashing cares. */
export type Client = Pick<Requester, "address" | "connection" | "signal">;

/** For whom a hash is computed. @param username as it was given, whether or not there is such a user */
export function requesterOf({ address, connection, signal }: Client, username: string): Requester {
  return { address, connection, signal, account: username };
}
