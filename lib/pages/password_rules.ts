import { pageRequest } from "./page_request";

/** What a new password must keep to, as the settings say: the same for everybody. */
export interface PasswordRules {
  /** In characters (Unicode code points); null for any length. */
  readonly minLength: number | null;
  readonly notOnlyDigits: boolean;
  readonly notCommon: boolean;
  /** To the username or the e-mail address. */
  readonly notSimilar: boolean;
}

export async function passwordRules(): Promise<PasswordRules> {
  const { validators, minLength } = (await pageRequest()).scope.settings.passwords;
  return {
    minLength: validators.includes("min_length") ? minLength : null,
    notOnlyDigits: validators.includes("numeric"),
    notCommon: validators.includes("common"),
    notSimilar: validators.includes("similarity"),
  };
}
