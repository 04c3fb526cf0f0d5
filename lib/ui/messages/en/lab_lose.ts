export const en = {
  text: [
    "Somebody got hold of all your keys: from a log, a stolen laptop, a page with a security hole. You notice, and sign out.",
    "What still opens, at which door, and for how long?",
  ],
  steal: {
    heading: "A thief copies your keys",
    button: "Let a thief copy them",
    done: (time: string) => `Copied at ${time}`,
  },
  signOut: {
    heading: "You sign out",
    button: "Sign out of both",
    done: (time: string) => `Signed out at ${time}`,
  },
  knocks: {
    heading: "The thief knocks",
    session: "Session cookie, at our door",
    access: "Access token, at our door",
    refresh: "Refresh token, at our door",
    neighbour: "Access token, at the neighbour’s",
  },
  wait: {
    heading: "Until the neighbour refuses, too",
    text: "Nothing that you do now reaches the neighbour. Only time helps.",
    ring: "The thief’s access token",
    again: "The thief knocks at the neighbour’s again",
  },
  lesson:
    "Our door asks the database, where your sign-out stands, so the copies are dead there at once. The neighbour checks only the signature and the expiry, and your sign-out changed neither: the copied token opens there until it runs out. The refresh token brings no other one, so that is the end of it. That is why access tokens last for minutes.",
  measured: (signedOut: string, longer: string) =>
    `You signed out at ${signedOut}. The neighbour went on taking the copy until it ran out, ${longer} later.`,
  replay: "Play it again with new keys",
};
