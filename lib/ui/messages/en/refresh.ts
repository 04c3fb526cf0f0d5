export const en = {
  title: "Keeping you signed in",
  heading: "Keeping you signed in",
  text: "You were away for a while, so your token has expired. Once there’s a new one, your page opens.",
  proceed: "Continue",
  circling:
    "The page you want keeps sending you back here, though your token is new. It may not get the cookie.",
  tryAgain: "Try again",
};
