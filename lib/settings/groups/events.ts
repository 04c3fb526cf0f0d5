import { secureUrl } from "../address_readers";
import { inFile, optional, setting } from "../definition";
import { orNone, text } from "../readers";

export const events = {
  url: setting(
    "EVENTS_URL",
    orNone(secureUrl),
    "none",
    "An address of your app, which gets every event of an account as a signed POST: see README.md, Events for your app.",
  ),
  secret: inFile(
    "or a path",
    optional(
      "EVENTS_SECRET",
      text,
      "none",
      "The secret that these are signed with, of 24 bytes or more: any text, or `whsec_` and base64 (Standard Webhooks).",
    ),
  ),
};
