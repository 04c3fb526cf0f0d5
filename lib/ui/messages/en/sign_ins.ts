import type { EventName } from "@/lib/contract/event_names";

/** What has happened to the account, to its owner. */
const events: Readonly<Record<EventName, string>> = {
  signed_up: "You created this account",
  signed_in: "You signed in",
  session_taken_over: "Your existing sign-in was carried over",
  sign_in_refused: "A sign-in was refused: the password was wrong",
  signed_out: "You signed out",
  sign_in_ended: "You ended one of your sign-ins",
  refresh_token_reused: "A used refresh token came again, so its sign-in was ended: it may have been copied",
  password_changed: "You changed your password",
  password_reset_asked: "A link to reset your password was asked for",
  password_reset: "Your password was reset with a link",
  email_changed: "You changed your email",
  email_verified: "Your email was verified",
  username_changed: "You changed your username",
  account_deactivated: "You deactivated your account",
  account_activated: "An administrator activated your account again",
  staff_added: "An administrator gave you staff status",
  staff_removed: "An administrator took your staff status away",
  totp_enabled: "You set up an authenticator app",
  totp_disabled: "You removed your authenticator app",
  recovery_codes_renewed: "You made new recovery codes",
  recovery_code_used: "A recovery code was used to sign in",
};

/** The same, where somebody else has done it. */
const byStaff: Readonly<
  Record<
    Extract<EventName, "signed_up" | "sign_in_ended" | "account_deactivated" | "password_reset_asked">,
    string
  >
> = {
  signed_up: "An administrator created this account",
  sign_in_ended: "An administrator signed you out everywhere",
  account_deactivated: "An administrator deactivated your account",
  password_reset_asked: "An administrator sent you a link to reset your password",
};

export const en = {
  title: "Where you’re signed in",
  description: "The browsers and programs that are signed in to your account, and what has happened to it.",
  heading: "Where you’re signed in",
  text: "If you don’t know one of these, sign it out and change your password.",
  changePassword: "Change password",
  signInsOf: (name: string) => `These are the sign-ins of ${name}.`,
  on: (browser: string, system: string) => `${browser} on ${system}`,
  unknownBrowser: "Unknown program",
  here: "This browser",
  mode: { session: "Session", token: "Tokens" },
  activeNow: "Active now",
  lastUsed: (ago: string) => `Last used ${ago}`,
  signedIn: (ago: string) => `Signed in ${ago}`,
  unknownAddress: "Unknown address",
  signOut: "Sign out",
  ended: "It was signed out.",
  gone: "It had ended already.",
  others: "Sign out everywhere else",
  othersText: "Ends every sign-in but the one you are using now.",
  othersEnded: "You were signed out everywhere else.",
  alone: "You are signed in nowhere else.",
  happened: "Recent activity",
  happenedText: "In the last 90 days, the latest first.",
  nothingHappened: "Nothing yet.",
  older: (count: number) => `Show ${count} older`,
  events,
  byStaff,
  codeRefused: "A wrong code was given, after the right password",
  confirmationRefused: "A wrong password was given to confirm a change",
  endedAll: "You signed out everywhere",
  endedOthers: "You signed out everywhere else",
  times: (count: number) => `${count} times`,
};
