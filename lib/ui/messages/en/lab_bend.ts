import type { LabBend } from "@/lib/contract/lab";

const bends: Readonly<Record<LabBend, string>> = {
  user_1: "Be another user",
  never_expires: "Never expire",
  alg_none: "Leave out the signature",
  another_key: "Sign it with another key",
  refresh_as_access: "Send the refresh token instead",
  flip_seal: "Change one character of the cookie",
  payload: "Your own payload",
};

export const en = {
  text: [
    "A token is signed, not encrypted: you can read it, and write into it whatever you like. Try to make more of it than you were given. Each attempt goes to both doors.",
    "Only our server has the private key that signs. The public key, which the neighbour has, can check a signature, but can’t make one.",
  ],
  token: "The access token",
  cookie: "The session cookie",
  bends,
  payload: "What the token says",
  sendButton: "Send it with this payload",
  unreadable:
    "This is not a JSON object, so it can’t be a payload. Check the braces, commas and quotation marks.",
  tooLong: "This payload is too long for a token. Make it shorter.",
  unchanged: "You changed nothing, so the signature still fits",
  attempt: (what: string) => `Your attempt: ${what}`,
  lesson:
    "Anybody can read a token, and nobody can change it: the signature was made over exactly this text, and after any change it no longer matches. To make one that does, you need the private key. So a door can trust what the token says without asking anyone.",
};
