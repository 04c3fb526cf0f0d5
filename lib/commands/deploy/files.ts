import { existsSync, statSync } from "node:fs";
import { type Finding, findingsOf, type Row } from "@/lib/settings/checks/finding";
import { groups } from "@/lib/settings/definitions";
import type { Environment } from "@/lib/settings/environment";
import { isSqliteUrl, sqliteFile } from "@/lib/store/address";

const READABLE_BY_OTHERS = 0o004;
/** Where container engines put secrets, readable by everybody in the container. */
const CONTAINER_SECRETS = "/run/secrets/";
/** They hold public keys. */
const PUBLIC = ["VERIFYING_KEY_FILE"];

/** @param envFile where settings were read from, whether or not there is such a file */
export function fileFindings(environment: Environment, envFile: string, databaseUrl: string): Finding[] {
  if (process.platform === "win32") return [];
  const secrets: Row[] = [...new Set([envFile, ...secretFiles(environment)])].map((file) => [
    isReadableByOthers(file),
    `${file} can be read by other users of this machine.`,
    "W051",
  ]);
  const database: Row[] = isSqliteUrl(databaseUrl) ? databaseRows(sqliteFile(databaseUrl)) : [];
  return findingsOf([...secrets, ...database]);
}

function secretFiles(environment: Environment): string[] {
  const names = Object.values(groups).flatMap((group) =>
    Object.values(group).map(({ name }) => `${name}_FILE`),
  );
  return names
    .filter((name) => !PUBLIC.includes(name))
    .map((name) => environment[name]?.trim() ?? "")
    .filter((file) => file !== "" && !file.startsWith(CONTAINER_SECRETS));
}

function databaseRows(file: string): Row[] {
  const files = [file, `${file}-wal`].filter(isReadableByOthers);
  return [[files.length > 0, `${files.join(" and ")} can be read by other users of this machine.`, "W052"]];
}

function isReadableByOthers(file: string): boolean {
  return existsSync(file) && (statSync(file).mode & READABLE_BY_OTHERS) !== 0;
}
