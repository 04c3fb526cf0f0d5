import { rmdirSync, statSync } from "node:fs";
import type { Scope } from "@/lib/scope/scope";
import { LAB_AGE, removeOldLabs } from "./places";
import { allLabFolders } from "./private_folder";

/** Removes the files of labs that are over, also those that servers have left which ended before they were. */
export async function removeLabs({ settings, now }: Scope): Promise<void> {
  if (!settings.lab) return;
  for (const folder of allLabFolders()) {
    removeOldLabs(folder, now.getTime());
    if (now.getTime() - statSync(folder).mtimeMs > LAB_AGE) removeEmpty(folder);
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    // Somebody has made a lab meanwhile, or removed the folder.
    if (!(error instanceof Error && "code" in error && ["ENOTEMPTY", "ENOENT"].includes(String(error.code))))
      throw error;
  }
}
