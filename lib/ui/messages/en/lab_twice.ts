export const en = {
  lead: "A refresh token is spent once: for a new access token, and for the refresh token that takes its place. What if the same one comes a second time?",
  within: (time: string) =>
    `For a while (10 seconds by default, ${time} in the lab), the server gives the same successor again: two tabs may have refreshed at once, or an answer may have been lost on its way.`,
  later:
    "Later, or once its successor was used, somebody must have a copy. Which of the two is the thief, the server can’t tell. So the whole chain ends, and whoever knows the password signs in again.",
  noRotation:
    "In your lab a refresh gives no new refresh token, so there is no chain: the one you have works until it runs out, for whoever has a copy, too.",
  noBlacklist:
    "In your lab a spent refresh token isn’t blacklisted: it goes on working until it runs out, and a copy is never noticed.",
  changeSetting: "Change this setting",
  chain: "The refresh tokens of your sign-in, the oldest first",
  graceLeft: (time: string) => `Gets the same successor for another ${time}`,
  graceOver: "Counts as stolen if it comes again",
  fallen: "None of them is of use any more.",
  fallenOne: "It is of no use any more.",
  spend: (name: string) => `Spend ${name}`,
  order: "Try it in this order",
  spendNewest: (name: string) => `Spend the newest, ${name}`,
  spendAgain: (name: string) => `Spend ${name} again, at once`,
  spendLate: (name: string) => `Spend ${name} once more`,
  spent: (name: string) => `${name} is spent.`,
  cameAgain: (name: string) => `${name} came again, and was taken.`,
  waited: "Some time has passed.",
  lesson:
    "In time, the same successor again: that was most likely you, in two tabs. Too late, the end of the whole chain: two holders must have copies of one token, and the server can’t tell the owner from the thief.",
  otherWay:
    "A chain also ends without any wait. Take new keys, spend R1, then R2, and then R1 again: its successor was used already, so somebody holds a copy.",
  told: {
    successor: (from: string, to: string) => `${from} was spent, and ${to} takes its place.`,
    same: (from: string, to: string) => `${from} came again in time, and got the same successor: ${to}.`,
    another: (from: string, to: string) =>
      `${from} came again, was taken, and got one more: ${to}. Nobody would notice a thief.`,
    access: (from: string) => `${from} got a new access token, and stays as it is.`,
    stolen: (from: string) => `${from} was spent before, so it counts as stolen. Its whole chain has ended.`,
    ended: (from: string) => `${from} was refused: its sign-in has ended.`,
    expired: (from: string) => `${from} was refused: it has run out.`,
  },
  line: "What the server’s log says",
  newKeys: "Take new keys",
  noKeys: "You hold no refresh token.",
};
