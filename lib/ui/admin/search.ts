import { parseUrl } from "@/lib/contract/parse_url";
import { ADMIN_PAGE } from "../account_pages";

/** What the list of users shows, as its page's query says it. */
export interface Search {
  readonly prefix: string;
  readonly after: string | null;
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** As the endpoint takes it. */
const MAX_PREFIX = 254;

export function searchIn(query: Query): Search {
  const { prefix, after } = { ...nextQuery(query), ...query };
  return { prefix: textIn(prefix).slice(0, MAX_PREFIX), after: textIn(after) || null };
}

/** PostgreSQL takes no null character, nor half of a surrogate pair. */
function textIn(value: string | string[] | undefined): string {
  return typeof value === "string" ? value.replaceAll("\0", "").toWellFormed().trim() : "";
}

export function listPage({ prefix, after }: Search): string {
  const query = new URLSearchParams({ ...(prefix !== "" && { prefix }), ...(after !== null && { after }) });
  return query.size === 0 ? ADMIN_PAGE : `${ADMIN_PAGE}?${query}`;
}

/** The query of the page that a refused form would have led to. */
export function nextQuery({ next }: Query): Readonly<Record<string, string>> {
  const url = typeof next === "string" ? parseUrl(next, "https://here.invalid") : null;
  return url === null ? {} : Object.fromEntries(url.searchParams);
}
