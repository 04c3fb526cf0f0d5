"use client";

import { useRouter } from "next/navigation";
import type { Language } from "@/lib/contract/language";
import { useLanguage, useTexts } from "../language";
import { frameTexts } from "../messages/frame";
import styles from "./language_switch.module.css";

const names: Record<Language, string> = { en: "English", ko: "한국어" };
const YEAR = 365 * 24 * 60 * 60;

export function LanguageSwitch() {
  const current = useLanguage();
  const frame = useTexts(frameTexts);
  const router = useRouter();

  function choose(language: Language) {
    const secure = window.location.protocol === "https:" ? "; Secure" : "";
    // Django's LANGUAGE_COOKIE_NAME, so that a Django service on the same host uses the same language.
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that we support
    document.cookie = `django_language=${language}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
    router.refresh();
  }

  return (
    <fieldset className={styles.group}>
      <legend className="visually-hidden">{frame.language}</legend>
      {(["en", "ko"] as const).map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={styles.choice}
          aria-pressed={language === current}
          onClick={() => choose(language)}
        >
          {names[language]}
        </button>
      ))}
    </fieldset>
  );
}
