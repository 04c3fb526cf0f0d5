import { existsSync } from "node:fs";
import type { Scope } from "@/lib/scope/scope";
import { removeOldLabs } from "./places";
import { labFolder, labFolderPath } from "./private_folder";

/** Removes the files of labs that are over, which a server leaves that ends before they are. */
export async function removeLabs({ settings, now }: Scope): Promise<void> {
  if (settings.lab && existsSync(labFolderPath(settings.origin)))
    removeOldLabs(labFolder(settings.origin), now.getTime());
}
