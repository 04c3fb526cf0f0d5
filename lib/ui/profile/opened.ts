import type { FormRefusal } from "@/lib/contract/form_refusal";
import type { TypedValues } from "@/lib/contract/typed_values";
import type { CurrentCredentials } from "@/lib/pages/current_credentials";
import { ACCOUNT_PAGES } from "../account_pages";

const FORMS = ["username", "email", "age", "password", "totp", "recovery_codes", "delete"] as const;

export type ProfileForm = (typeof FORMS)[number];

/** The form of the profile page that is open, at most one; null for none. */
export type Opened = ProfileForm | null;

/** Where the deletion of an account leads. */
export const DELETED_PAGE = "/account/deleted";

/** What the sections of the page get. */
export type SectionProps = {
  user: NonNullable<CurrentCredentials["user"]>;
  /** What a form without scripts was refused with. */
  refusal: FormRefusal | null;
  opened: Opened;
  open: (form: Opened) => void;
  /** After a form has done its work. @param text says so */
  done: (text: string) => void;
};

/** The address at which a form is open, for a browser without scripts. */
export function addressOf(form: ProfileForm): string {
  return `${ACCOUNT_PAGES.profile}?edit=${form}#edit-${form}`;
}

/** The form that the page begins with: which the query names, or what was refused or typed belongs to. */
export function openedFirst(edit: unknown, refusal: FormRefusal | null, typed: TypedValues): Opened {
  const named = FORMS.find((form) => form === edit);
  if (named !== undefined) return named;
  const fields = [...(refusal?.kind === "fields" ? Object.keys(refusal.fields) : []), ...Object.keys(typed)];
  if (fields.includes("old_password") || fields.includes("new_password")) return "password";
  return FORMS.slice(0, 3).find((form) => fields.includes(form)) ?? null;
}
