import { notFound } from "next/navigation";
import type { Mode } from "@/lib/contract/mode";
import { type Look, lookOf } from "@/lib/http/look_files";
import { pageRequest } from "./page_request";

/** What every page is told of this installation: the same for everybody. */
export interface Site {
  /** APP_NAME */
  readonly name: string;
  /** The address of APP_LOGO; null where the key is drawn. */
  readonly logo: string | null;
  /** The modes that one signs in by (SIGN_IN_MODES), the first one first. */
  readonly modes: readonly [Mode, ...Mode[]];
  /** Whether there is the lab (LAB). */
  readonly lab: boolean;
}

export async function pageSite(): Promise<Site> {
  const { settings } = (await pageRequest()).scope;
  const { logo } = lookOf(settings);
  const { app, users, lab } = settings;
  return { name: app.name, logo: logo?.path ?? null, modes: users.signInModes, lab };
}

/** The files that a page links to in its head. */
export async function pageLook(): Promise<Pick<Look, "logo" | "accent" | "manifest">> {
  return lookOf((await pageRequest()).scope.settings);
}

/** Shows that there is no such page where the mode is not in use. Our own server does not even ask for it (lib/server/pages.ts). */
export async function requireMode(mode: Mode): Promise<void> {
  if (!(await pageSite()).modes.includes(mode)) notFound();
}
