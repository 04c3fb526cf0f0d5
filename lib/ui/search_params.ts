import { givenNext } from "@/lib/contract/next_path";
import { pageRedirects } from "@/lib/pages/redirects";

/** A page's query, as Next.js passes it. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/**
 * Where `?next=` leads after a sign-in: a path of ours, or an address of an allowed origin. Undefined where it leads nowhere
 * else than no `next` does. Given twice, it is ignored.
 */
export async function nextFrom(searchParams: SearchParams): Promise<string | undefined> {
  const { next } = await searchParams;
  return givenNext(typeof next === "string" ? next : undefined, await pageRedirects());
}

/** The same, with LOGIN_REDIRECT_URL where no `next` leads elsewhere. */
export async function destinationFrom(searchParams: SearchParams): Promise<string> {
  return (await nextFrom(searchParams)) ?? (await pageRedirects()).afterSignIn;
}
