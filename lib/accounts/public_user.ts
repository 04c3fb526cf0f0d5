import type { User } from "@/lib/store/users";

/** A user in an answer: these fields, in this order. */
export interface PublicUser {
  readonly id: number | string;
  readonly username: string;
  readonly email: string;
  readonly age: number | null;
}

export function publicUser({ id, username, email, age }: User): PublicUser {
  return { id, username, email, age };
}
