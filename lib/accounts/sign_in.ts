import type { Refusal } from "@/lib/contract/errors";
import type { CodeStepInput, SignInInput, SignUpInput } from "@/lib/contract/fields";
import type { Scope } from "@/lib/scope/scope";
import type { Step } from "@/lib/store/statements";
import type { User } from "@/lib/store/users";
import { checkCredentials } from "./check_credentials";
import type { Client } from "./client";
import { createAccount } from "./create_account";
import { FURTHER_STEPS, type FurtherStep } from "./further_steps";
import { askForCode } from "./second_factor/ask_for_code";
import { checkCodeStep } from "./second_factor/check_code_step";

/**
 * Somebody who has given everything that signing in asks for. Only this file makes one, and only with one can a session or
 * a token family be started: a sign-in that skips a step does not compile.
 */
class SignedInUser {
  // A private member keeps any other object with a user from passing for one.
  readonly #user: User;
  /** What the transaction writes besides that starts the session or the token family. */
  readonly steps: readonly Step[];
  /** The app whose code was given; null where none was. The session is not started where another one is in use by then. */
  readonly app: Date | null;
  constructor(user: User, steps: readonly Step[], app: Date | null) {
    this.#user = user;
    this.steps = steps;
    this.app = app;
  }
  get user(): User {
    return this.#user;
  }
}

export type { SignedInUser };

/** Signed in, or a further step is asked for: the refusal says which, and carries what is needed to take it. */
export type SignIn =
  | { readonly complete: true; readonly signedIn: SignedInUser }
  | { readonly complete: false; readonly refusal: Refusal };

/**
 * Signs in by name and password.
 * @throws ApiError 401 no_active_account, 429 throttled
 */
export async function signIn(scope: Scope, client: Client, input: SignInInput): Promise<SignIn> {
  const { user, rightSteps } = await checkCredentials(scope, client, input);
  return continueSignIn(scope, client, user, { written: rightSteps });
}

/**
 * Makes an account and signs in to it.
 * @throws FieldErrors where another took the name or the address meanwhile
 * @throws ApiError 401 no_active_account where it was deleted at that moment
 */
export async function signUp(scope: Scope, client: Client, input: SignUpInput): Promise<SignIn> {
  return continueSignIn(scope, client, await createAccount(scope, client, input));
}

/**
 * Goes on with a sign-in that asked for a code of the second factor.
 * @throws FieldErrors for a wrong code, one that was used, or none
 * @throws ApiError 401 challenge_expired, 429 throttled
 */
export async function signInWithCode(scope: Scope, client: Client, input: CodeStepInput): Promise<SignIn> {
  const { user, app } = await checkCodeStep(scope, client, input);
  const further = FURTHER_STEPS.slice(FURTHER_STEPS.indexOf(askForCode) + 1);
  return continueSignIn(scope, client, user, { further, app });
}

/** How a sign-in goes on. */
interface Rest {
  /** What else is asked for. */
  readonly further?: readonly FurtherStep[];
  /** What is to be written now that the password was right, whatever else is asked for. */
  readonly written?: readonly Step[];
  /** The app whose code was given. */
  readonly app?: Date | null;
}

async function continueSignIn(
  scope: Scope,
  client: Client,
  user: User,
  { further = FURTHER_STEPS, written = [], app = null }: Rest = {},
): Promise<SignIn> {
  for (const step of further) {
    const refusal = await step(scope, client, user);
    if (refusal === null) continue;
    await scope.store.statements.write(written);
    return { complete: false, refusal };
  }
  return { complete: true, signedIn: new SignedInUser(user, written, app) };
}

/** The user of a complete sign-in. @throws Refusal where a further step is asked for */
export function requireComplete(signIn: SignIn): SignedInUser {
  if (!signIn.complete) throw signIn.refusal;
  return signIn.signedIn;
}
