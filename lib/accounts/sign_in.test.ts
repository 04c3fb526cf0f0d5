import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ApiError } from "@/lib/contract/errors";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "@/lib/sessions/caller";
import { startSession } from "@/lib/sessions/cookie_session";
import { startSlidingToken } from "@/lib/sessions/sliding_token";
import { startTokenPair } from "@/lib/sessions/token_pair";
import type { User } from "@/lib/store/users";
import { startTestServer, type TestServer } from "@/lib/testing/server";
import { FURTHER_STEPS, type FurtherStep } from "./further_steps";
import { requireComplete, signIn, signUp } from "./sign_in";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

function scope(): Scope {
  return { settings: server.settings, store: server.store, now: new Date(server.clock.now()) };
}

const NOBODY = { address: null, isPage: false };
const input = { username: "someone", password: "correct horse", email: "", age: null };
/** Runs a sign-in for which every account asks for these steps besides. */
async function withSteps<T>(steps: readonly FurtherStep[], run: () => Promise<T>): Promise<T> {
  FURTHER_STEPS.push(...steps);
  try {
    return await run();
  } finally {
    FURTHER_STEPS.length -= steps.length;
  }
}

const asksForMore = async () => new ApiError("permission_denied");
const asksForNothing = async () => null;

describe("a sign-in", () => {
  it("is complete where no step is left", async () => {
    expect(requireComplete(await signUp(scope(), NOBODY, input)).user.username).toBe("someone");
    expect(
      requireComplete(await withSteps([asksForNothing], () => signIn(scope(), NOBODY, input))).user.username,
    ).toBe("someone");
  });

  it("yields nobody as long as a step is asked for, and refuses with what that step asks", async () => {
    const outcome = await withSteps([asksForNothing, asksForMore], () => signIn(scope(), NOBODY, input));
    expect(outcome).not.toHaveProperty("signedIn");
    expect(() => requireComplete(outcome)).toThrow("permission_denied");
  });

  it("asks for no step before the password was right", async () => {
    let asked = 0;
    const counts = async () => {
      asked += 1;
      return null;
    };
    await expect(
      withSteps([counts], () => signIn(scope(), NOBODY, { ...input, password: "wrong" })),
    ).rejects.toThrow("no_active_account");
    expect(asked).toBe(0);
  });
});

it("does not compile where a user who was only looked up is to be signed in", () => {
  // Never called: `npm run check` finds an error where a line compiles in spite of its mark.
  const startWithoutSignIn = (user: User, caller: Caller) => {
    const lookalike = { user };
    // @ts-expect-error a user who was only looked up has not signed in
    void startSession(scope(), caller, lookalike);
    // @ts-expect-error the same for a token pair
    void startTokenPair(scope(), caller, lookalike);
    // @ts-expect-error the same for a sliding token
    void startSlidingToken(scope(), caller, lookalike);
    // @ts-expect-error an outcome may still ask for a step
    void signIn(scope(), NOBODY, input).then((outcome) => startSession(scope(), caller, outcome.signedIn));
  };
  expect(startWithoutSignIn).toBeTypeOf("function");
});
