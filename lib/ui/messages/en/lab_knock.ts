export const en = {
  text: [
    "Show a key and ask: who am I? Our door asks the database each time, so it always knows whether you are still signed in. The neighbour only checks what the key itself proves.",
  ],
  with: { session: "With the session cookie", access: "With the access token" },
  lesson:
    "Only the token can be checked without asking a database: its signature proves that we wrote it, and our public key is enough to check that. A session cookie has to be looked up, so it opens no door but ours.",
};
