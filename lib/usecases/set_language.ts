import type { NextInput, SetLanguageInput } from "@/lib/contract/fields";
import { languageOf } from "@/lib/contract/language";
import { languageCookie } from "@/lib/contract/language_cookie";
import { checkedNext, pathOfOurs } from "@/lib/contract/next_path";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "@/lib/sessions/caller";
import type { Call, Reply } from "./call";

type AnyCall = Pick<Call<unknown, null, unknown, NextInput>, "scope" | "caller" | "query">;

/**
 * Remembers the language for pages in a cookie, and leads back to the page that asked for it (Django's
 * `django.views.i18n.set_language`). A language that there are no texts for changes nothing.
 */
export async function setLanguage(call: Call<SetLanguageInput, null, unknown, NextInput>): Promise<Reply> {
  const language = languageOf(call.body.language ?? "");
  const secure = call.scope.settings.origin.startsWith("https:");
  const cookies = language === null ? [] : [languageCookie(language, secure)];
  return { ...backTo(call, call.body.next ?? call.query.next), cookies };
}

/** What a GET gets: it changes nothing, and leads back as the POST does. */
export async function leaveLanguage(call: AnyCall): Promise<Reply> {
  return backTo(call, call.query.next);
}

/**
 * As in Django: to `next`, else to the page that the request came from, else to the start page; a program that wants no HTML
 * and names no `next` gets an empty answer. Of an address of ours only the path is sent, so that it stays on the host that was asked;
 * one of an allowed origin is sent as it is.
 */
function backTo({ scope, caller }: Pick<AnyCall, "scope" | "caller">, next = ""): Reply {
  if (next === "" && !acceptsHtml(caller)) return { status: 204 };
  const hosts = hostsOf(scope, caller);
  const { origins } = scope.settings.redirects;
  const back = pathOfOurs(next, hosts) ?? checkedNext(next, origins);
  return { redirect: back ?? pathOfOurs(caller.header("referer") ?? "", hosts) ?? "/", status: 302 };
}

/** APP_ORIGIN's, and the one that was asked: `localhost` may stand for an address, and a proxy may have rewritten Host. */
function hostsOf({ settings }: Scope, caller: Caller): string[] {
  const asked = caller.header("host");
  return [new URL(settings.origin).host, ...(asked === null ? [] : [asked])];
}

/** Django's `request.accepts("text/html")`. */
function acceptsHtml(caller: Caller): boolean {
  const accept = caller.header("accept") || "*/*";
  return accept.split(",").some((range) => /^\s*(?:text\/html|\*\/\*)\s*(?:;|$)/i.test(range));
}
