export const en = {
  session: {
    heading: "How a session works",
    text: "The server keeps a record of your sign-in and gives your browser an encrypted cookie that points to it. Your browser sends the cookie with every request, and the server looks the record up. Once the record is gone, you are signed out.",
    picture: "An encrypted cookie in the browser points to one record in a table on the server.",
    browser: "Your browser",
    server: "Server",
    cookie: "Encrypted cookie",
    row: "Your record",
  },
  token: {
    heading: "How tokens work",
    text: "The server gives your browser two signed tokens that say who you are and when they expire. The access token is good for minutes and comes with every request; the refresh token is good for days and gets the next access token. Anyone with the key can check the signature without asking the server.",
    picture:
      "Two signed tokens, each with a clock. The refresh token lasts days and gets a new access token, which lasts minutes.",
    access: "Access token",
    refresh: "Refresh token",
    minutes: "Minutes",
    days: "Days",
    fetches: "Gets the next one",
  },
};
