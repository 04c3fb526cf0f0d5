import type { CredentialsInHand } from "@/lib/pages/credentials_in_hand";

export type HeldSession = NonNullable<CredentialsInHand["session"]>;
export type HeldToken = NonNullable<CredentialsInHand["token"]>;
export type Person = HeldSession["user"];

/** A cookie's attributes; its size is known only where the cookie itself arrived. */
export type CookieFacts = Omit<HeldSession["cookie"], "bytes"> & { readonly bytes?: number };
