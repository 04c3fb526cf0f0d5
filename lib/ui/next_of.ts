import { safeNext } from "@/lib/contract/next_path";

export type Query = Promise<Record<string, string | string[] | undefined>>;

/** The page's own `?next=`, made safe. Said twice, it says nothing. */
export async function nextOf(query: Query): Promise<string> {
  const { next } = await query;
  return safeNext(typeof next === "string" ? next : undefined);
}
