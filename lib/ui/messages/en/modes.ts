export const en = {
  choose: "Way of signing in",
  session: "Session",
  token: "Token",
  withSession: "with a session",
  withToken: "with tokens",
};
