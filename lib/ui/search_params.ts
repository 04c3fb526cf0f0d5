import { safeNext } from "@/lib/contract/next_path";

/** A page's query, as Next.js passes it. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** Where `?next=` leads after a sign-in: a path of ours. Given twice, it is ignored. */
export async function nextFrom(searchParams: SearchParams): Promise<string> {
  const { next } = await searchParams;
  return safeNext(typeof next === "string" ? next : undefined);
}
