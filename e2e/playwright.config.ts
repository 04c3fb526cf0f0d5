import { defineConfig } from "@playwright/test";

const root = process.getuid?.() === 0;

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  // Sign-ins hash in earnest, and two cores share the browser and the servers.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: true,
  projects: [
    { name: "pages", testIgnore: "**/*.compat.spec.ts" },
    // Against other implementations; `npm run test:compat` runs them.
    { name: "compat", testMatch: "**/*.compat.spec.ts" },
  ],
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : "list",
  use: {
    trace: "retain-on-failure",
    locale: "en-US",
    launchOptions: {
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      // Chromium's sandbox refuses to run as root.
      chromiumSandbox: !root,
      // Nothing that asks the world outside: tests run without a network, too.
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
