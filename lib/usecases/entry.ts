import type { EntryInput } from "@/lib/contract/fields";
import { entryPage } from "@/lib/sessions/entry_page";
import type { Call, Reply } from "./call";

type EntryCall = Call<unknown, null, unknown, EntryInput>;

/** Leads to the page that signs in. */
export async function signinEntry({ scope, caller, query }: EntryCall): Promise<Reply> {
  return { redirect: await entryPage(scope, caller, "signin", query.next) };
}

/** Leads to the page that signs up. */
export async function signupEntry({ scope, caller, query }: EntryCall): Promise<Reply> {
  return { redirect: await entryPage(scope, caller, "signup", query.next) };
}
