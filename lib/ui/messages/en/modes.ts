export const en = {
  choose: "Sign-in method",
  session: "Session",
  token: "Token",
  withSession: "with a session",
  withToken: "with tokens",
};
