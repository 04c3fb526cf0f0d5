import type { FormRefusal } from "@/lib/contract/form_refusal";
import { readLinkedRefusal } from "@/lib/contract/linked_refusal";
import type { TypedValues } from "@/lib/contract/typed_values";
import { typedValues } from "@/lib/http/typed_values";
import { pageRequest } from "./page_request";

/** What the page of a form shows of a post that was refused, which a browser sent without scripts. */
export interface FormState {
  readonly refusal: FormRefusal | null;
  readonly typed: TypedValues;
}

/**
 * @param page the form's path
 * @param goesOn what was typed before comes back without a refusal, too
 */
export async function formState(
  searchParams: Promise<Record<string, string | string[] | undefined>>,
  page: string,
  goesOn = false,
): Promise<FormState> {
  const refusal = readLinkedRefusal(await searchParams);
  if (refusal === null && !goesOn) return { refusal, typed: {} };
  const { scope, caller } = await pageRequest();
  const { settings } = scope;
  return { refusal, typed: await typedValues(caller.cookie(settings.formCookie.name), page, settings) };
}
