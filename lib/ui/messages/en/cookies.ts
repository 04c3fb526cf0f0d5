export const en = {
  httpsOnly:
    "You can’t stay signed in here: this site’s cookies need HTTPS, and this page was opened over HTTP.",
  useHttps: "Open the address with https:// at the start.",
  goTo: (origin: string) => `Open ${origin} instead.`,
  otherDomain: (domain: string) => `You can’t stay signed in here: this site’s cookies are for ${domain}.`,
  operator:
    "If you run this server: put HTTPS in front of it. To try it without HTTPS, use one of these settings.",
  blocked:
    "You can’t stay signed in: your browser blocks this site’s cookies. Allow them and reload the page.",
};
