export const en = {
  text: [
    "Somebody got hold of both your keys: from a log, a stolen laptop, a page with a hole. You notice, and sign out.",
    "What still opens, at which door, and for how long?",
  ],
  steal: { heading: "A thief copies both keys", button: "Let a thief copy them", done: "Copied" },
  signOut: { heading: "You sign out", button: "Sign out of both", done: "Signed out" },
  knocks: {
    heading: "The thief knocks",
    session: "Session cookie, at our door",
    access: "Access token, at our door",
    neighbour: "Access token, at the neighbour’s",
  },
  wait: {
    heading: "Until the neighbour refuses, too",
    text: "Nothing that you do now reaches the neighbour. Only time helps.",
    ring: "The thief’s access token",
    again: "The thief knocks at the neighbour’s again",
  },
  lesson:
    "Our door asks the database, where your sign-out stands, so both copies are dead there at once. The neighbour checks only the signature and the time, and your sign-out changed neither: the copied token opens there until it runs out. That is why access tokens last for minutes.",
  measured: (signedOut: string, longer: string) =>
    `You signed out at ${signedOut}. The neighbour went on taking the copy until it ran out, ${longer} later.`,
  replay: "Play it again with new keys",
};
