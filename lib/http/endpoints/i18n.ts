import { nextSchema, setLanguageSchema } from "@/lib/contract/fields";
import { leaveLanguage, setLanguage } from "@/lib/usecases/set_language";
import { row } from "../row";

const BACK = "To `next`, else to the page that the request came from, else to `/`.";

/** The language of the pages, at Django's address for it (`django.conf.urls.i18n`). */
export const i18nRows = [
  row({
    method: "POST",
    path: "/i18n/setlang",
    name: "Set Language",
    summary: "Sets the pages' language in the cookie `django_language` (Django's set_language).",
    access: "anyone",
    query: nextSchema,
    body: setLanguageSchema,
    responses: {
      302: { description: BACK, body: null },
      204: { description: "For a program that wants no HTML and names no `next`.", body: null },
    },
    refusals: [],
    run: setLanguage,
  }),
  row({
    method: "GET",
    path: "/i18n/setlang",
    name: "Set Language",
    summary: "Changes nothing, and redirects as the POST does.",
    access: "anyone",
    query: nextSchema,
    responses: {
      302: { description: BACK, body: null },
      204: { description: "For a program that wants no HTML and names no `next`.", body: null },
    },
    refusals: [],
    run: leaveLanguage,
  }),
] as const;
