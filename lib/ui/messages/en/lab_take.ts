export const en = {
  text: [
    "You are a guest, and have signed in twice: with a session, and with tokens.",
    "The session cookie says nothing by itself. It is an encrypted number that points to a record on our server, and what we know about you stands in that record.",
    "A token says everything itself: who you are, and until when. Below it stands a signature. Anyone who has a token can read it, but nobody can change it without breaking the signature.",
  ],
  guest: "Your guest",
  username: "Username",
  password: "Password",
  gone: {
    heading: "Not every key of yours still opens",
    text: "You signed out, or it has run out. The guest can sign in again at any time.",
    takeButton: "Take new keys",
  },
  held: "Both keys hang below, whole, each with the record that it leads to.",
};
