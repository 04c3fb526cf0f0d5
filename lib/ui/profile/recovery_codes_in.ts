/** The recovery codes in an endpoint's answer. */
export function recoveryCodesIn(body: unknown): readonly string[] {
  return (body as { recovery_codes: string[] }).recovery_codes;
}
