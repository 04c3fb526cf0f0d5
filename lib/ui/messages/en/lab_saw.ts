export const en = {
  lead: "The home page compares sessions and tokens in a table. Here it is again, with what your own requests have shown.",
  home: "See it on the home page",
  caption: "Sessions and tokens compared, by your own requests",
  untried: "Not tried yet.",
  kept: {
    session: {
      one: "On the server: for your last knock with the cookie, our door read {value} record.",
      other: "On the server: for your last knock with the cookie, our door read {value} records.",
    },
    neighbour: "In the token: the neighbour opened to it, and read no record at all.",
    access: {
      one: "Our door looks all the same: for your last knock with the token, it read {value} record.",
      other: "Our door looks all the same: for your last knock with the token, it read {value} records.",
    },
    bentAll: {
      one: "You sent {value} changed key, and it was refused.",
      other: "You sent {value} changed keys, and all of them were refused.",
    },
    bent: (tried: string, refused: string) => `Changed keys that you sent: ${tried}. Refused: ${refused}.`,
  },
  sent: {
    session: {
      one: "The session cookie went along with {value} request of yours: always an encrypted pointer to one record.",
      other:
        "The session cookie went along with {value} requests of yours: always an encrypted pointer to one record.",
    },
    access: {
      one: "The access token went along with {value} request of yours.",
      other: "The access token went along with {value} requests of yours.",
    },
    refresh: {
      one: "You spent a refresh token {value} time, to get new tokens.",
      other: "You spent refresh tokens {value} times, to get new tokens.",
    },
  },
  ended: {
    session: (time: string) => `At ${time} the cookie was refused: its session had expired.`,
    access: (time: string) => `At ${time} the access token was refused: the time in it was over.`,
    elsewhere: (time: string) => `You ended a session from elsewhere at ${time}.`,
    elsewhereRefused: (time: string) => `The phone’s cookie was refused at ${time}.`,
    tokensElsewhere: (time: string) => `You ended tokens from elsewhere at ${time}.`,
    tokensRefused: (time: string) => `Our door refused their copy at ${time}.`,
    fell: (time: string) => `At ${time} a refresh token was spent twice, and the whole chain ended.`,
  },
  out: {
    at: (time: string) => `You signed out at ${time}.`,
    refused: (time: string) => `Our door refused the copy at ${time}.`,
    notKnocked: "No copy has knocked at our door since.",
    longer: (time: string) => `The neighbour took the copy ${time} longer, until it ran out.`,
    tookAtOnce: (time: string) => `The neighbour took the copy at ${time}.`,
    took: (time: string, after: string) =>
      `The neighbour took the copy at ${time}, still ${after} after that.`,
    takes: (time: string) => `It will do so for another ${time}.`,
    neighbourOpen: "No copy has knocked at the neighbour’s since.",
  },
  questions: "Three questions",
  questionsText: "If you can answer these, the lab has done its work.",
  answer: "The answer",
  yours: "With you:",
  asked: [
    {
      question:
        "You sign out, and somebody had copied both your session cookie and your access token. What still opens, at which door, for how long, and why?",
      answer:
        "At our door neither opens: it looks up both, and finds the session gone and the tokens ended. The neighbour never looks. It sees a signature that is right and a time that isn’t over, so the copied access token opens there until it runs out. That is why access tokens are short-lived.",
    },
    {
      question:
        "Which of the two can a service check without asking a database? Why can nobody change what it says, although anybody can read it?",
      answer:
        "The token. It says who you are and until when, and its signature covers every character of that. With the public key anybody can check it, but only the private key, which never leaves the server, makes a new one: change one character, and the signature no longer fits. The session cookie says nothing by itself, it only points to a record.",
    },
    {
      question:
        "A refresh token is spent twice. What does the server do within the first seconds, what later, and why are the two not the same?",
      answer:
        "Within the first seconds it gives the same successor again: most likely two tabs asked at once, or an answer was lost, and nobody gains a second chain. Later, or once the successor was used, two holders must be using copies of one token. The server can’t tell the owner from the thief, so it ends the whole sign-in.",
    },
  ],
  figures: {
    atMost: (time: string) => `At most ${time}, by the setting of your lab.`,
    longer: (time: string) => `The neighbour could be entered for ${time} after you had signed out.`,
    read: "The neighbour opened, and read no record at all.",
    grace: (time: string) => `In the lab, the first seconds are ${time}.`,
    same: "You got the same successor.",
    fell: (time: string) => `The chain fell at ${time}.`,
  },
};
