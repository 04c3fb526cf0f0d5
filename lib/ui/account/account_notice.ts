import type { FormRefusal } from "@/lib/contract/form_refusal";
import type { Language } from "@/lib/contract/language";
import { readLinkedRefusal } from "@/lib/contract/linked_refusal";
import { alertText } from "../form/refusal_text";
import { accountTexts } from "../messages/account";
import { refusalTexts } from "../messages/refusal";
import type { SearchParams } from "../search_params";

/** Why a form of the account page was refused that the browser sent without scripts; null where none was. */
export async function accountNotice(searchParams: SearchParams, language: Language): Promise<string | null> {
  const refusal = readLinkedRefusal(await searchParams);
  if (refusal?.kind !== "detail") return null;
  return isServerFailure(refusal)
    ? alertText(refusalTexts[language], refusal)
    : accountTexts[language].noRefreshToken;
}

/** A refused sign-out counts as done (`idempotent` in the table), so any other code says that a refresh was refused. */
function isServerFailure({ code }: FormRefusal & { kind: "detail" }): boolean {
  return code === "error" || code === "unavailable";
}
