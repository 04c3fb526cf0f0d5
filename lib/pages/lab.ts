import { notFound } from "next/navigation";
import type { LabView } from "@/lib/contract/lab";
import { visitedLab } from "@/lib/lab/visit";
import { pageRequest } from "./page_request";

/** Shows that there is no such page where LAB is off. Our own server does not even ask for it (lib/server/pages.ts). */
export async function requireLab(): Promise<void> {
  if (!(await pageRequest()).scope.settings.lab) notFound();
}

/** The lab of the visitor who asks for the page; null: they have none, or it is over. */
export async function currentLab(): Promise<LabView | null> {
  const { scope, caller } = await pageRequest();
  return visitedLab(scope, caller);
}
