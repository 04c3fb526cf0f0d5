export const en = {
  title: "Keeping you signed in",
  heading: "Keeping you signed in",
  text: "You were away for a while, so your token has expired. Once there’s a new one, your page opens.",
  proceed: "Continue",
  tryAgain: "Try again",
};
