import type { CurrentCredentials } from "@/lib/pages/current_credentials";

export type HeldSession = NonNullable<CurrentCredentials["session"]>;
export type HeldToken = NonNullable<CurrentCredentials["token"]>;
export type Person = HeldSession["user"];

/** A cookie's attributes; its size is known only where the cookie itself arrived. */
export type CookieFacts = Omit<HeldSession["cookie"], "bytes"> & { readonly bytes?: number };
