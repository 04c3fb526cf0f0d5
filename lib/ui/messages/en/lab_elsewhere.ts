export const en = {
  lead: "Sessions and tokens each have a record on the server. Whoever is signed in can end any of their sign-ins, on any device; the key stays there, but leads to nothing.",
  phone: "Sign in on a phone",
  phoneAgain: "Sign in on the phone again",
  list: "Where the guest is signed in",
  nobody: "The guest is signed in nowhere.",
  modes: { session: "Session", token: "Tokens" },
  where: { you: "This browser", phone: "A phone", former: "This browser, before it took new keys" },
  since: (time: string) => `Since ${time}`,
  here: "Yours, in use",
  end: "End it",
  signedOut: "To end a sign-in elsewhere, you have to be signed in yourself.",
  newKeys: "Take new keys",
  knock: "The phone knocks",
  phoneHas: "The phone still has its cookie. Let it knock.",
  phoneOpened:
    "The phone asked who it is, and our door opened: the record is there. Now end its sign-in in the list.",
  phoneRefused:
    "The phone asked who it is, and was refused: its cookie pointed to a record that is gone. The answer took the cookie away.",
  copies: "And a token that was copied?",
  copiesText:
    "Its sign-in can be ended in the same way, and our door refuses every copy at once. The neighbour never asks, so it goes on opening to a copied access token until that runs out. See for yourself.",
  keysFirst: "Your own tokens have ended or run out, so there is nothing to copy. Take new keys first.",
  stages: {
    steal: { later: "A thief copies your keys", done: "A thief has a copy of your keys." },
    signin: {
      later: "Take new keys, and leave the copied ones behind",
      done: "You hold new keys.",
    },
    end: { later: "End the copied tokens", done: "The copied tokens have ended." },
    knock: { later: "Now let the thief knock, at both doors", done: "The thief has knocked at both doors." },
  },
  thiefOurs: "The thief knocks at our door",
  thiefNeighbour: "The thief knocks at the neighbour’s",
  thiefSeen:
    "That sign-in has ended. Our door knows, since it asks the database. The neighbour can’t know, and opens until the token runs out.",
  onceMore: "Once more: the thief copies your new keys",
};
