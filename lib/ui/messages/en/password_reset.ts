export const en = {
  ask: {
    title: "Forgot your password?",
    text: "Enter the email address of your account. We send you a link to set a new password.",
    button: "Send the link",
    sending: "Sending…",
    back: "Remember it after all?",
    backLink: "Sign in",
  },
  sent: {
    title: "Check your email",
    text: "If an account has this address, a link to set a new password is on its way. Look in the spam folder, too.",
    again: "Ask again",
  },
  set: {
    title: "Set a new password",
    /** `{value}` is the username. */
    text: "For the account {value}. You will be signed out everywhere.",
    label: "New password",
    button: "Set the password",
    saving: "Setting the password…",
  },
  invalid: {
    title: "This link no longer works",
    text: "It was used, or it is too old. A link works once, and not after you sign in or change your password or address.",
    again: "Ask for a new link",
  },
  done: {
    title: "Your password is set",
    text: "You are signed out everywhere. Sign in with the new password.",
    signIn: { session: "Sign in with a session", token: "Sign in with tokens", only: "Sign in" },
  },
};
