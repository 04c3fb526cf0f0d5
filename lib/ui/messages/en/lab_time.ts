export const en = {
  text: (age: string) => [
    "The lab’s clock is yours. Set it forward, and knock again.",
    `The session slides: each time our door opens to it, it lasts ${age} from then on. Stay away for longer, and it ends.`,
    "A token’s end is written in it, under the signature: knocking doesn’t move it. When the access token has run out, the refresh token gets the next one.",
  ],
  forward: "Set the clock forward",
  forwardBy: (time: string) => `+${time}`,
  left: "Still good for",
  runOut: "Run out",
  ended: "Ended",
  none: "Not held",
  knock: "Knock at our door",
  refreshText: "The access token has run out. The refresh token gets you a new one.",
  refreshButton: "Refresh",
};
