import { defineConfig } from "@playwright/test";
import type { AppOptions } from "./app";

const root = process.getuid?.() === 0;

export default defineConfig<object, AppOptions>({
  testDir: ".",
  // interop/ has tests of vitest's.
  testMatch: "**/*.spec.ts",
  outputDir: "../test-results",
  // Sign-ins compute real password hashes, and two cores share the browser and the servers.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: true,
  projects: [
    { name: "pages", testIgnore: "**/*.compat.spec.ts" },
    {
      name: "pages, AUTH_COOKIE=none",
      testMatch: /(both_modes|no_script|refresh|tabs)\.spec\.ts/,
      // The setting is about tokens.
      grepInvert: /by session /,
      use: { authCookie: "none" },
    },
    // In other browsers; `npm run test:compat` runs them.
    { name: "compat", testMatch: "**/*.compat.spec.ts" },
  ],
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : "list",
  use: {
    // Pictures and snapshots of each step take a tenth of the time; `--trace on` makes them.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    locale: "en-US",
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      // Chromium's sandbox refuses to run as root.
      chromiumSandbox: !root,
      // Chromium asks nothing of the internet, so that tests run without a network, too.
      args: [
        "--headless",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
