export const en = {
  session: {
    heading: "What happens to your sign-in",
    text: "The server writes a row about you and gives your browser a sealed cookie that points to it. The cookie comes back with every request, and the server looks the row up. When the row goes, your sign-in goes with it.",
    picture: "A sealed cookie in the browser points to one row in a table on the server.",
    browser: "your browser",
    server: "the server",
    cookie: "sealed cookie",
    row: "your row",
  },
  token: {
    heading: "What happens to your sign-in",
    text: "The server signs two tokens that say who you are and when they end. A short-lived one opens doors, and a long-lived one fetches the next. Whoever has the key can check the signature without asking anyone.",
    picture:
      "Two signed tokens with clocks. The refresh token’s clock runs for days; it fetches a new access token whose clock runs for minutes.",
    access: "access",
    refresh: "refresh",
    minutes: "minutes",
    days: "days",
    fetches: "fetches the next",
  },
};
