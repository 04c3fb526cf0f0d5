"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Language } from "@/lib/contract/language";
import type { Messages } from "./messages/en";
import { messages } from "./messages/messages";

const PageLanguage = createContext<Language>("en");

/** Hands the page's language to the parts that run in the browser. The server decides which one it is. */
export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  return <PageLanguage value={language}>{children}</PageLanguage>;
}

export function useLanguage(): Language {
  return useContext(PageLanguage);
}

export function useMessages(): Messages {
  return messages(useLanguage());
}
