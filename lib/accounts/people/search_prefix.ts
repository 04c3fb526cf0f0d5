import { normalize } from "@/lib/contract/normalize";
import type { UserPrefix } from "@/lib/store/find_users";
import { foldEmail } from "../fold_email";

/**
 * What a search for users looks for: names as Django stores them, in NFKC, as typed, in lower or upper case or with a capital;
 * addresses in whichever case.
 * @returns null for a text of nothing but spaces: everybody
 */
export function searchPrefix(typed: string): UserPrefix | null {
  const text = typed.trim();
  if (text === "") return null;
  const name = normalize(text, "NFKC");
  const lower = name.toLowerCase();
  const [first = "", ...others] = lower;
  const capital = first.toUpperCase() + others.join("");
  const spellings = [...new Set([name, lower, name.toUpperCase(), capital])];
  const names = spellings.filter((each) => !spellings.some((one) => one !== each && each.startsWith(one)));
  return { text, names, address: foldBeginning(text) };
}

/** As foldEmail() folds whole addresses: a domain is only one once the @ is there. */
function foldBeginning(text: string): string {
  const folded = text.includes("@") ? foldEmail(text) : null;
  return folded ?? normalize(text, "NFC").toLowerCase();
}
