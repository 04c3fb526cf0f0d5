export const en = {
  title: "Enter your code",
  text: "Your password is right. This account is also protected by an authenticator app.",
  label: "Code",
  hint: "The six digits that your app shows now, or one of your recovery codes.",
  startAgain: "Not you, or did it take too long?",
  startAgainLink: "Start again",
};
