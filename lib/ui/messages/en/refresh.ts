export const en = {
  title: "Keeping you signed in",
  heading: "Keeping you signed in",
  text: "You were away for a while, so your sign-in needs a refresh. Your page opens right after.",
  proceed: "Continue",
  tryAgain: "Try again",
};
