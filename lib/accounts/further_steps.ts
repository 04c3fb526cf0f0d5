import type { Refusal } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";
import type { User } from "@/lib/store/users";

/** Asks an account for something besides its password. @returns how it asks, or null where there is nothing to ask for */
export type FurtherStep = (scope: Scope, user: User) => Promise<Refusal | null>;

/** What every sign-in asks for, in this order. There is none yet; a second factor has its place here. */
export const FURTHER_STEPS: FurtherStep[] = [];
