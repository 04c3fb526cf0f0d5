import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findFirefox } from "../../lib/commands/other_browsers.js";
import { connectBidi } from "./bidi";
import type { Browser, Kind } from "./browser";
import { FirefoxTab } from "./firefox_tab";
import { run } from "./program";

export interface FirefoxOptions {
  /** True unless given. */
  readonly javaScript?: boolean;
  /** Every tab is a private window's. */
  readonly isPrivate?: boolean;
}

/** Beside those that Firefox sets by itself where it is driven (`remote.prefs.recommended`). */
function preferences({ javaScript = true, isPrivate = false }: FirefoxOptions): string {
  const all = {
    "javascript.enabled": javaScript,
    "browser.privatebrowsing.autostart": isPrivate,
    "intl.accept_languages": "en-US, en",
    // It asks nothing of the internet.
    "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false,
    "app.normandy.enabled": false,
    "app.update.disabledForTesting": true,
    "browser.safebrowsing.update.enabled": false,
    "datareporting.policy.dataSubmissionEnabled": false,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
  };
  return Object.entries(all)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join("");
}

export async function startFirefox(options: FirefoxOptions = {}): Promise<Browser> {
  const profile = mkdtempSync(path.join(tmpdir(), "latchkey-firefox-"));
  writeFileSync(path.join(profile, "user.js"), preferences(options));
  const args = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"];
  const program = run(findFirefox() ?? "firefox", args, { HOME: profile });
  const address = await program.printed(/WebDriver BiDi listening on (ws:\S+)/);
  const bidi = await connectBidi(`${address}/session`);
  const { capabilities } = await bidi.send<{ capabilities: { browserVersion: string } }>("session.new", {
    capabilities: {},
  });
  await bidi.send("session.subscribe", { events: ["log.entryAdded"] });
  return {
    version: `Firefox ${capabilities.browserVersion}`,
    newTab: () => FirefoxTab.withProfile(bidi),
    async close() {
      await bidi.send("browser.close", {}).catch(() => {});
      bidi.close();
      await program.stop();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export const FIREFOX: Kind = {
  name: "Firefox",
  isMissing: () => findFirefox() === undefined,
  start: startFirefox,
};
