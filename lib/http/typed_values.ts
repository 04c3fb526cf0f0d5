import type { Fields } from "@/lib/contract/check_fields";
import { clearCookie, type SetCookie } from "@/lib/contract/cookie";
import { TYPED_FIELDS, type TypedValues } from "@/lib/contract/typed_values";
import { sealValues, unsealValues } from "@/lib/credentials/sealed_values";
import type { Settings } from "@/lib/settings/settings";
import { cookieValues } from "./cookies";
import { bodySchema, type Row } from "./row";

/** Seconds. The page that a refusal leads to reads the values at once; a reload may follow. */
const MAX_AGE = 120;

/** Bytes of UTF-8, enough for the longest name. Browsers drop cookies of more than 4,096 bytes. */
const MAX_VALUE_BYTES = 600;

/** An answer to a form's endpoint. */
interface Answered {
  /** The form's page. */
  readonly page: string;
  /** Whether a browser sent the form without scripts. */
  readonly isFormPost: boolean;
  readonly isRefused: boolean;
  /** Of the body. */
  readonly fields: Fields;
}

/** The page whose form posts to an endpoint what comes back after a refusal; null where its forms have nothing of the kind. */
export function pageOfTyped(row: Row): string | null {
  const { page, formPages } = row;
  const body = bodySchema(row);
  const keeps = body !== undefined && TYPED_FIELDS.some((name) => Object.hasOwn(body.shape, name));
  return keeps ? (page ?? formPages?.[0] ?? null) : null;
}

/**
 * Sets the cookie with what was typed into a form that a browser sent without scripts and that was refused: its page fills
 * the form in again. Sealed, so that only we read and write it. A success clears it.
 */
export async function typedCookies(
  { headers }: Request,
  { page, isFormPost, isRefused, fields }: Answered,
  { formCookie, secretKeys }: Settings,
): Promise<readonly SetCookie[]> {
  if (isRefused && !isFormPost) return [];
  const typed = isRefused ? readFields(fields) : {};
  if (Object.keys(typed).length > 0)
    return [
      {
        spec: formCookie,
        value: await sealValues("form", { ...typed, page }, secretKeys, MAX_AGE),
        maxAge: MAX_AGE,
      },
    ];
  return cookieValues(headers.get("cookie"), formCookie.name).size > 0 ? [clearCookie(formCookie)] : [];
}

/** What {@link typedCookies} kept for the form of a page; nothing for any other cookie. */
export async function typedValues(
  seal: string | null,
  page: string,
  settings: Settings,
): Promise<TypedValues> {
  const form = seal === null ? null : await unsealValues("form", seal, settings.secretKeys, MAX_AGE);
  return form?.page === page ? readFields(form) : {};
}

function readFields(fields: Fields): TypedValues {
  const typed = TYPED_FIELDS.flatMap((name): [string, string][] => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return typeof value === "string" && isKept(value) ? [[name, value]] : [];
  });
  return Object.fromEntries(typed);
}

function isKept(value: string): boolean {
  return value !== "" && value.length <= MAX_VALUE_BYTES && Buffer.byteLength(value) <= MAX_VALUE_BYTES;
}
