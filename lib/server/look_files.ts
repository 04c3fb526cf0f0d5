import { lookOf } from "@/lib/http/look_files";
import type { Settings } from "@/lib/settings/settings";
import type { Pages } from "./page_requests";
import { keptFiles } from "./public_files";

/** Answers requests for the logo, the accent's style sheet and the manifest that follow from the settings. @param pages answers all others */
export function lookFiles(pages: Pages, settings: Settings): Pages {
  const files = [...lookOf(settings).files].map(([path, { body, headers }]) => {
    const etag = `"${path}"`;
    return [path, { body, etag, headers: { ...headers, etag } }] as const;
  });
  return keptFiles(pages, new Map(files));
}
