import { parseUrl } from "@/lib/contract/parse_url";
import { accentOf } from "./accent";
import type { RawSettings } from "./definitions";

/** How the app is named and looks. */
export function resolveApp({ app }: RawSettings, origin: string) {
  const url = parseUrl(origin);
  return {
    /** On our own pages. */
    name: app.name ?? "Latchkey",
    /** For whoever does not stand on a page of ours, as who reads a mail: by default the host tells what is meant. */
    site: app.name ?? url?.host ?? "localhost",
    /** In authenticator apps, which end the name at a colon. */
    issuer: app.name?.replaceAll(":", " ") ?? url?.hostname ?? "localhost",
    logo: app.logo ?? null,
    accent: app.accent === undefined ? null : accentOf(app.accent),
  };
}
