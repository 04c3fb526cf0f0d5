import type { Scope } from "@/lib/scope/scope";
import { removeOldLabs } from "./places";
import { labFolder } from "./private_folder";

/** Removes the files of labs that are over, which a server leaves that ends before they are. */
export async function removeLabs({ settings, now }: Scope): Promise<void> {
  if (settings.lab) removeOldLabs(labFolder(settings.origin), now.getTime());
}
