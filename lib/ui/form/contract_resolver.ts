import type { FieldError, Resolver } from "react-hook-form";
import { checkFields } from "@/lib/contract/check_fields";
import { FieldErrors, type Message } from "@/lib/contract/errors";
import type { z } from "@/lib/contract/zod";

/** What the inputs of a form hold, by name. */
export type FormValues = Record<string, string>;

/** What is wrong with an input, not yet in words: they follow the page's language. */
type ContractError = FieldError & { readonly messages: readonly Message[] };

/** react-hook-form's resolver for a schema of the contract: inputs are checked as the endpoint checks a form that is posted. */
export function contractResolver<S extends z.ZodObject>(
  schema: S,
): Resolver<FormValues, unknown, z.output<S>> {
  return async (values) => {
    try {
      return { values: await checkFields(schema, values, { isForm: true }), errors: {} };
    } catch (error) {
      if (!(error instanceof FieldErrors)) throw error;
      const errors = Object.entries(error.fields).map(([name, messages]): [string, ContractError] => [
        name,
        { type: "contract", messages },
      ]);
      return { values: {}, errors: Object.fromEntries(errors) };
    }
  };
}

/** The messages that {@link contractResolver} left in an error; null where it is not its own. */
export function contractMessages(error: FieldError): readonly Message[] | null {
  return "messages" in error ? (error as ContractError).messages : null;
}
