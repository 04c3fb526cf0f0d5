import type { Language } from "./language";

/** Fields as sentences name them: Django's verbose names (django.contrib.auth.models.AbstractUser), in both languages. */
const FIELD_NAMES = {
  en: { username: "username", email: "email address" },
  ko: { username: "사용자 이름", email: "이메일 주소" },
} as const satisfies Readonly<Record<Language, Readonly<Record<string, string>>>>;

type NamedField = keyof (typeof FIELD_NAMES)["en"];

/** Whether a sentence can name the field. */
export function isNamedField(key: string): key is NamedField {
  return Object.hasOwn(FIELD_NAMES.en, key);
}

/** The field's name for people; the key itself where it has none. */
export function fieldName(language: Language, key: string): string {
  return isNamedField(key) ? FIELD_NAMES[language][key] : key;
}
