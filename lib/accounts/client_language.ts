import type { Language } from "@/lib/contract/language";
import { LANGUAGE_COOKIE, languageOfPage } from "@/lib/contract/language_cookie";
import type { Scope } from "@/lib/scope/scope";
import type { Client } from "./client";

/** The language that mails to a client are written in: that of the pages they see. */
export function clientLanguage({ settings }: Pick<Scope, "settings">, client: Client): Language {
  const chosen = client.cookie?.(LANGUAGE_COOKIE) ?? null;
  return languageOfPage(chosen, client.header?.("accept-language") ?? null, settings.language);
}
