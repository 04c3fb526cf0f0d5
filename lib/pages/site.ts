import { notFound } from "next/navigation";
import type { Mode } from "@/lib/contract/mode";
import { pageRequest } from "./page_request";

/** What every page is told of this installation: the same for everybody. */
export interface Site {
  /** APP_NAME */
  readonly name: string;
  /** The modes that one signs in by (SIGN_IN_MODES), the first one first. */
  readonly modes: readonly [Mode, ...Mode[]];
}

export async function pageSite(): Promise<Site> {
  const { app, users } = (await pageRequest()).scope.settings;
  return { name: app.name, modes: users.signInModes };
}

/** Shows that there is no such page where the mode is not in use. Our own server does not even ask for it (lib/server/pages.ts). */
export async function requireMode(mode: Mode): Promise<void> {
  if (!(await pageSite()).modes.includes(mode)) notFound();
}
