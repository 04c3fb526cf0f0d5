import { existsSync, statfsSync } from "node:fs";
import path from "node:path";
import { type Finding, finding } from "@/lib/settings/checks/finding";

/** Linux's `f_type` (statfs(2), linux/magic.h). */
const NETWORK: Readonly<Record<number, string>> = {
  26985: "NFS",
  20859: "SMB",
  4283649346: "CIFS",
  4266872130: "SMB2",
  16914839: "9P",
  1397113167: "AFS",
  12805120: "Ceph",
  198183888: "Lustre",
  1196443219: "GPFS",
  1952539503: "OCFS2",
  18225520: "GFS2",
};
const PASSING: Readonly<Record<number, string>> = {
  16914836: "tmpfs",
  2240043254: "ramfs",
  2035054128: "overlay",
};
const FUSE = 0x65735546;

/** The file system of a file that is there, or will be. @returns null where the system does not tell it so */
export function fileSystemOf(file: string): number | null {
  if (process.platform !== "linux") return null;
  let place = path.resolve(file);
  while (!existsSync(place)) place = path.dirname(place);
  return statfsSync(place).type;
}

/** What is wrong with a file system for a database of SQLite's. @param type as {@link fileSystemOf} gives it */
export function fileSystemFindings(file: string, type: number | null): Finding[] {
  if (type === null) return [];
  // A 32-bit number, which some kernels extend by its sign.
  const magic = type >>> 0;
  const network = NETWORK[magic];
  const passing = PASSING[magic];
  if (network !== undefined) return [finding("E053", `${file} is on a network file system (${network}).`)];
  if (passing !== undefined)
    return [
      finding(
        "W054",
        `${file} is on ${passing}: it is gone with the ${passing === "overlay" ? "container" : "machine's memory"}.`,
      ),
    ];
  return magic === FUSE ? [finding("I055", `${file} is on a file system in user space (FUSE).`)] : [];
}
