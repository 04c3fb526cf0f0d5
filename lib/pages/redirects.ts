import type { Settings } from "@/lib/settings/settings";
import { pageRequest } from "./page_request";

/** Where the settings let pages lead to. */
export async function pageRedirects(): Promise<Settings["redirects"]> {
  return (await pageRequest()).scope.settings.redirects;
}
