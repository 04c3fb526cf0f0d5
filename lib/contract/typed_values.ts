/** The fields of our forms that come back after a refusal without scripts. Passwords are not among them. */
export const TYPED_FIELDS = ["username", "email", "age", "payload"] as const;

/** What somebody had typed into a form that was refused, by field. */
export type TypedValues = Readonly<Partial<Record<(typeof TYPED_FIELDS)[number], string>>>;
