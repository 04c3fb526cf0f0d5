export const en = {
  title: (app: string) => `${app}: two ways to stay signed in`,
  description: "Sign-in for your own server, with cookie sessions and JWTs side by side.",
  heading: "Two ways to stay signed in",
  lead: "A sign-in service that runs on your own server. It offers both cookie sessions and JWTs: use the one you need, or try both and see how they differ.",
  signedInAs: (name: string) => `You are signed in as ${name}.`,
  toAccount: "Go to your account",
  modes: {
    session: { heading: "Session", line: "An encrypted cookie in your browser, a record on the server." },
    token: { heading: "Token", line: "Two signed tokens in your browser, each with its own expiry." },
  },
  comparison: {
    heading: "How they differ",
    caption: "Sessions and tokens compared",
    lab: "You need not believe it: use both, bend them, lose them to a thief.",
    toLab: "Try it in the lab",
    rows: [
      {
        question: "Where your sign-in is kept",
        session: "In a record on the server. The cookie only points to it.",
        token: "In the token itself. Its signature proves that nobody has changed it.",
      },
      {
        question: "What your browser sends",
        session: "The same encrypted cookie with every request.",
        token: "Both signed tokens with every request. Only the refresh token can get new ones.",
      },
      {
        question: "When it ends",
        session: "When the record expires or is deleted: from the next request on, you are signed out.",
        token: "When the tokens expire: the access token after minutes, the refresh token after days.",
      },
      {
        question: "What signing out does",
        session: "It deletes the record. A copied cookie stops working at once.",
        token:
          "It ends both tokens on this server. A service that checks only the signature would still accept a copied access token until it expires.",
      },
    ],
  },
  curl: {
    heading: "Try it from a terminal",
    text: "Everything these forms do, your own code can do too.",
  },
};
