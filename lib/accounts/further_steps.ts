import type { Refusal } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";
import type { User } from "@/lib/store/users";

/** A check besides the password. @returns the refusal that asks for a further step, or null where none is needed */
export type FurtherStep = (scope: Scope, user: User) => Promise<Refusal | null>;

/** What every sign-in asks for, in this order. There is none yet; a second factor has its place here. */
export const FURTHER_STEPS: FurtherStep[] = [];
