"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Language } from "@/lib/contract/language";

const PageLanguage = createContext<Language>("en");

/** Tells client components the page's language, which the server has chosen. */
export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  return <PageLanguage value={language}>{children}</PageLanguage>;
}

export function useLanguage(): Language {
  return useContext(PageLanguage);
}

/** The texts of one area in the page's language. A page's script holds only the areas that its components name. */
export function useTexts<Texts>(area: Readonly<Record<Language, Texts>>): Texts {
  return area[useLanguage()];
}
