export const en = {
  text: [
    "You are a guest, and have signed in twice: with a session, and with tokens. The session cookie says nothing by itself. It is an encrypted number that points to a record on our server, and what we know about you stands in that record.",
    "The access token says everything itself: who you are, and until when. At its end stands a signature: anyone can read the token, but nobody can change it without breaking that. So nobody has to look it up, and most services don’t. Our door does so all the same, so that a sign-in can be ended early.",
    "An access token lasts for minutes. The refresh token opens no door: it gets you the next access token, and the next refresh token with it. The tokens of one sign-in are a chain, for which our server keeps one record, a “family”.",
  ],
  guest: "Your guest",
  username: "Username",
  password: "Password",
  gone: {
    heading: "Not every key of yours still opens",
    /** By what became of the keys. */
    ended: "Its sign-in has ended.",
    ranOut: "Its time has run out.",
    both: "One key has run out, and the sign-in of another has ended.",
    text: "The guest can sign in again at any time.",
    takeButton: "Take new keys",
  },
  held: "Your keys hang below, whole, each with the record that it leads to. In a token, jti is its own number, and sid that of its chain; in a record, successor_jti is the number of the token that took its place.",
};
