/** What can happen to an account: the events that its owner is shown. The list is closed; lib/events has a function for each. */
export const EVENT_NAMES = [
  "signed_up",
  "signed_in",
  "session_taken_over",
  "sign_in_refused",
  "signed_out",
  "sign_in_ended",
  "refresh_token_reused",
  "password_changed",
  "password_reset_asked",
  "password_reset",
  "email_changed",
  "email_verified",
  "username_changed",
  "account_deactivated",
  "account_activated",
  "staff_added",
  "staff_removed",
  "totp_enabled",
  "totp_disabled",
  "recovery_codes_renewed",
  "recovery_code_used",
] as const;

export type EventName = (typeof EVENT_NAMES)[number];

export function isEventName(name: string): name is EventName {
  return (EVENT_NAMES as readonly string[]).includes(name);
}
