"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Language } from "@/lib/contract/language";
import type { Messages } from "./messages/en";
import { messages } from "./messages/messages";

const PageLanguage = createContext<Language>("en");

/** Tells client components the page's language, which the server has chosen. */
export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  return <PageLanguage value={language}>{children}</PageLanguage>;
}

export function useLanguage(): Language {
  return useContext(PageLanguage);
}

export function useMessages(): Messages {
  return messages(useLanguage());
}
