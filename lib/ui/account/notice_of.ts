import { type FormRefusal, readRefusal } from "@/lib/contract/form_refusal";
import type { Language } from "@/lib/contract/language";
import { alertOf } from "../form/refused";
import { messages } from "../messages/messages";
import type { Query } from "../next_of";

/** Why a form of the account page was refused that the browser sent without scripts; null where none was. */
export async function noticeOf(query: Query, language: Language): Promise<string | null> {
  const refusal = readRefusal(await query);
  if (refusal?.code == null) return null;
  return isServerFailure(refusal) ? alertOf(refusal, language) : messages(language).account.noRefreshToken;
}

/** Sign-outs are never refused: anything but a failure of the server is a refresh token that is no good. */
function isServerFailure({ code }: FormRefusal): boolean {
  return code === "error" || code === "unavailable";
}
