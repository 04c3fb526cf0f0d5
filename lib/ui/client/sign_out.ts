import type { Language } from "@/lib/contract/language";
import type { Mode } from "../mode";
import { announceCredentialChange } from "./credential_changes";
import type { Failure } from "./send";
import { sendFor } from "./send_for";

/** `ended`: there was nothing left to end. `failed`: the server answered, and the credential is still there. */
export type SignOutOutcome = "signed-out" | "ended" | "failed" | "unreachable";

/** The codes of a credential that had ended before. The status is 401 for tokens, 403 for sessions. */
const ENDED_CODES = ["not_authenticated", "token_not_valid"];

/**
 * Ends the credential of one mode, leaves the other alone, and tells this page and the other tabs.
 * @param onlyForgets there is nothing that the server could end, but a cookie that its refusal clears
 */
export async function signOut(mode: Mode, language: Language, onlyForgets = false): Promise<SignOutOutcome> {
  const result = await sendFor(mode, "signout", { language });
  if (result.ok) return "signed-out";
  const outcome = outcomeOf(result.failure);
  if (outcome !== "ended") return outcome;
  const what = onlyForgets ? "signed-out" : "ended";
  announceCredentialChange({ mode, what });
  return what;
}

function outcomeOf(failure: Failure): SignOutOutcome {
  if (failure.kind === "network") return "unreachable";
  return failure.kind === "detail" && ENDED_CODES.includes(failure.code) ? "ended" : "failed";
}
