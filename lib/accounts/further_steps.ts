import type { Refusal } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";
import type { User } from "@/lib/store/users";
import type { Client } from "./client";
import { requireVerifiedEmail } from "./email_verification/require_verified";
import { askForCode } from "./second_factor/ask_for_code";

/** A check besides the password. @returns the refusal that asks for a further step, or null where none is needed */
export type FurtherStep = (scope: Scope, client: Client, user: User) => Promise<Refusal | null>;

/** What every sign-in asks for after the password, in this order. */
export const FURTHER_STEPS: FurtherStep[] = [askForCode, requireVerifiedEmail];
