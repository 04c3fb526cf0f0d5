export const en = {
  skip: "Skip to content",
  home: (app: string) => `${app} home`,
  language: "Language",
  account: "Your account",
  signOut: "Sign out",
  signOutFailed: "We couldn’t sign you out. Please try again.",
  told: {
    "signed-in": "You signed in in another tab.",
    "signed-out": "You are signed out.",
    "other-tab": "You signed out in another tab.",
    ended: "Your sign-in has ended.",
  },
};
