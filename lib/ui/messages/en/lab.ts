import type { LabAct, LabStep } from "@/lib/contract/lab";

/** The names of the steps, in their list. */
const steps: Readonly<Record<LabStep, string>> = {
  take: "Take a key",
  knock: "Knock",
  bend: "Bend it",
  time: "Let time pass",
  lose: "Lose it",
  twice: "Spend it twice",
  elsewhere: "End it elsewhere",
  saw: "What you saw",
  settings: "Which settings",
};

/** What an act has done, where its requests alone don’t say it. */
const done: Readonly<Partial<Record<LabAct, string>>> = {
  start: "Your guest is made, and holds a session cookie and two tokens.",
  signin: "You signed in again, both ways, and hold new keys.",
  steal: "A thief now holds a copy of every key of yours.",
  signout: "You signed out of both. The server forgot the session and ended the tokens.",
  refresh: "The refresh token was taken, and brought a new access token.",
  phone: "A phone has signed in to your account with a session.",
  end: "That sign-in is ended.",
  sliding: "You hold a sliding token.",
  set: "The setting is changed in your lab.",
};

export const en = {
  title: "The lab",
  description: "Try out how sessions and JWTs differ: with real keys, a clock of your own and a thief.",
  heading: "The lab",
  steps,
  stepsLabel: "Steps of the lab",
  stepOf: (step: number, all: number) => `Step ${step} of ${all}`,
  previous: "Previous",
  next: "Next",
  clock: "The lab’s clock",
  ahead: (time: string) => `${time} ahead of ours`,
  left: "Thrown away in",
  over: "This lab is over",
  leave: {
    summary: "Throw this lab away",
    question: "Its guest, keys and records are gone then, and can’t be brought back.",
    button: "Throw it away now",
  },
  again: "Make a new lab",
  done,
  waited: (time: string) => `The lab’s clock now shows ${time}.`,
  refused: {
    gone: "This lab is over: everything in it was thrown away.",
    full: "Too many people are in the lab right now.",
    begun: "Too many labs were made from your network.",
    spent: "This lab has sent as many requests as it may. Throw it away and make a new one.",
    noKey: "You don’t hold that key any more. Take new keys first.",
    unreadable: "The lab couldn’t do this. Reload the page and try again.",
  },
  start: {
    lead: "See how sessions and JWTs differ: use both, break them, lose them to a thief.",
    points: [
      "You become a guest with a database of your own. Nothing here is simulated: real requests, real records, real refusals.",
      "Your keys open nothing outside of the lab. That is why you get to see them whole.",
      "The clock is yours, too: you can set it forward instead of waiting.",
      "Next door is a neighbour: a service that accepts our tokens, checks their signature, and never asks our database. Most services that take JWTs work that way.",
    ],
    makeButton: "Make a guest",
    hour: "It takes ten minutes, and no account. After an hour everything is thrown away.",
    picture:
      "Two keys hang on hooks: a session cookie and a token. Our door has a book of records beside it, the neighbour’s door has none.",
    ours: "Our door",
    neighbour: "The neighbour",
    session: "Session",
    token: "Token",
  },
};
