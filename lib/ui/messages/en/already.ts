export const en = {
  as: {
    session: (name: string) => `You are signed in as ${name} with a session.`,
    token: (name: string) => `You are signed in as ${name} with tokens.`,
    only: (name: string) => `You are signed in as ${name}.`,
  },
  anotherAccount: {
    signin: "To use another account, sign in below.",
    signup: "To create another account, sign up below.",
  },
  asWell: {
    session: "You can use a session as well.",
    token: "You can use tokens as well.",
  },
  goOn: "Continue",
  goOnTo: (host: string) => `Continue to ${host}`,
  account: "Go to your account",
};
