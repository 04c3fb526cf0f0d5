// @ts-check

/** @type {import('next').NextConfig} */
const config = {
  // Endpoints and pages work with and without a trailing slash, without a redirect.
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  // Another app may show our pages at its own origin, where /_next is its own (lib/server/page_requests.ts).
  assetPrefix: "/latchkey",
  // Nothing uses image optimization: our own server passes no such request on, and `next dev` refuses it.
  images: { unoptimized: true },
  // Titles come with their page for everyone: streamed, they are gone for an instant each time that a page is rendered anew.
  htmlLimitedBots: /.*/,
  // Types are checked before a change lands (npm run check), not each time that somebody starts the app.
  typescript: { ignoreBuildErrors: true },
  // These load native parts of their own, or start worker threads: they stay outside the bundle.
  serverExternalPackages: ["libsql", "@node-rs/argon2", "piscina", "bcryptjs"],
};

export default config;
