export const en = {
  title: "Latchkey: two ways to stay signed in",
  description: "Cookie sessions and JWTs side by side, in a sign-in you run yourself.",
  heading: "Two ways to stay signed in",
  lead: "Latchkey is a sign-in you run yourself. It has both classic ways, cookie sessions and JWTs, so that you can use either one and see for yourself how they differ.",
  signedInAs: (name: string) => `You are signed in as ${name}.`,
  toAccount: "Go to your account",
  modes: {
    session: { heading: "Session", line: "A sealed cookie in your browser, a row on the server." },
    token: { heading: "Token", line: "Two signed tokens in your browser, each with its own clock." },
  },
  comparison: {
    heading: "How they differ",
    caption: "Sessions and tokens compared",
    rows: [
      {
        question: "Where the truth lives",
        session: "In a row on the server. The cookie only points to it.",
        token: "In the token itself. Its signature shows that nobody changed it.",
      },
      {
        question: "What your browser sends",
        session: "The same sealed cookie, with every request.",
        token: "Both signed tokens, with every request. Only the refresh token fetches new ones.",
      },
      {
        question: "How it ends",
        session: "When its row ends or is deleted, from one request to the next.",
        token: "When its clock runs out: the access token’s soon, the refresh token’s in days.",
      },
      {
        question: "What signing out does",
        session: "It deletes the row. A copy of the cookie is worthless at once.",
        token:
          "It ends both tokens here. A service that checks only the signature would take a copied access token until its clock runs out.",
      },
    ],
  },
  curl: {
    heading: "The same from a terminal",
    text: "Every form here posts to an address you can call yourself.",
    copy: "Copy",
    copied: "Copied",
  },
};
