"use client";

import { useRouter } from "next/navigation";
import { writeCookie } from "@/lib/contract/cookie";
import type { Language } from "@/lib/contract/language";
import { languageCookie } from "@/lib/contract/language_cookie";
import { useLanguage, useTexts } from "../language";
import { frameTexts } from "../messages/frame";
import styles from "./language_switch.module.css";

const LANGUAGE_ENDPOINT = "/i18n/setlang";
const names: Record<Language, string> = { en: "English", ko: "한국어" };

/**
 * Without scripts the server sets the cookie and leads back to the page, which it knows by the Referer: this markup is the same
 * on every page. With scripts the page is rendered anew in its place, and what was typed stays.
 */
export function LanguageSwitch() {
  const current = useLanguage();
  const frame = useTexts(frameTexts);
  const router = useRouter();

  function choose(language: Language) {
    const cookie = languageCookie(language, window.location.protocol === "https:");
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that we support
    document.cookie = writeCookie(cookie, Date.now());
    router.refresh();
  }

  return (
    <form method="post" action={LANGUAGE_ENDPOINT}>
      <fieldset className={styles.group}>
        <legend className="visually-hidden">{frame.language}</legend>
        {(["en", "ko"] as const).map((language) => (
          <button
            key={language}
            type="submit"
            name="language"
            value={language}
            lang={language}
            className={styles.choice}
            aria-pressed={language === current}
            onClick={(event) => {
              event.preventDefault();
              choose(language);
            }}
          >
            {names[language]}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
