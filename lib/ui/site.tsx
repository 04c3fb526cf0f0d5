"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Site } from "@/lib/pages/site";

const PageSite = createContext<Site>({ name: "", logo: null, modes: ["session", "token"], lab: false });

/** Tells client components what the server has read in the settings. */
export function SiteProvider({ site, children }: { site: Site; children: ReactNode }) {
  return <PageSite value={site}>{children}</PageSite>;
}

export function useSite(): Site {
  return useContext(PageSite);
}
