export const en = {
  heading: "Confirm it’s you",
  text: "You signed in a while ago. Enter your password to go on.",
  confirmButton: "Confirm",
  confirming: "Checking your password…",
  cancel: "Cancel",
};
