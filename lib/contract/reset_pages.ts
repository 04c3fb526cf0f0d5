/** The pages of a forgotten password. */
export const RESET_PAGES = {
  /** Asks for the address. */
  ask: "/password_reset",
  /** Says that a mail comes, whether or not there is such an account. */
  sent: "/password_reset/sent",
  /** Sets the new password, by the link that its cookie holds. */
  set: "/password_reset/new",
  done: "/password_reset/done",
} as const;
