import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect } from "vitest";
import { readMailbox } from "@/lib/mail/mailbox";
import { groups } from "@/lib/settings/definitions";
import { openBrowser } from "@/lib/testing/browser";
import { given, testRows, unset } from "@/lib/testing/http/setting_rows";
import { sendDue, writeTo } from "@/lib/testing/mail/outbox";
import { newName, PASSWORD } from "@/lib/testing/requests";
import type { Check } from "@/lib/testing/server";
import { lookOf } from "./look_files";

/** What a mail, its sender and an authenticator app call the app. */
function isCalled(name: string, sender: string, issuer: string): Check {
  return async (server) => {
    await writeTo(server, "mseo@naver.com");
    expect(await sendDue(server)).toBe(1);
    const [mail] = await readMailbox(server.settings);
    expect(mail).toMatchObject({ subject: `Your password for ${name} was changed` });
    expect(server.settings.mail.from).toEqual({ name: sender, address: "noreply@auth.example.com" });
    const { manifest, files } = lookOf(server.settings);
    const written = JSON.parse(String(files.get(manifest)?.body ?? readFileSync(`public${manifest}`)));
    const built = JSON.parse(readFileSync("public/manifest.webmanifest", "utf8"));
    const app = sender === "" ? "Latchkey" : sender;
    expect(written).toEqual({ ...built, name: app, short_name: app });
    const browser = openBrowser(server);
    await browser.post("/user/session_signup", { username: newName(), password: PASSWORD });
    const { body } = await browser.post("/user/totp");
    expect(new URL(String(body?.uri)).searchParams.get("issuer")).toBe(issuer);
  };
}

const folder = mkdtempSync(path.join(tmpdir(), "latchkey-logo-"));
const SVG = path.join(folder, "logo.svg");
writeFileSync(SVG, '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
afterAll(() => rmSync(folder, { recursive: true }));

testRows(groups["Name and look"], {
  APP_LOGO: [
    unset("the key", async ({ settings }) => {
      expect(lookOf(settings)).toMatchObject({
        logo: null,
        manifest: "/manifest.webmanifest",
        files: new Map(),
      });
    }),
    given(SVG, "that image, at an address of its own", async ({ settings }) => {
      const { logo, manifest, files } = lookOf(settings);
      expect(logo?.path).toMatch(/^\/look\/logo-[0-9a-f]{16}\.svg$/);
      expect(files.get(logo?.path ?? "")).toMatchObject({
        body: readFileSync(SVG),
        headers: {
          "content-type": "image/svg+xml",
          "content-security-policy": expect.stringMatching(/^default-src 'none'; .*; sandbox$/),
        },
      });
      expect(JSON.parse(String(files.get(manifest)?.body))).toMatchObject({
        name: "Latchkey",
        icons: [{ src: logo?.path, type: "image/svg+xml" }],
      });
    }),
  ],
  ACCENT_COLOR: [
    unset("brass, as the pages are built", async ({ settings }) => {
      expect(lookOf(settings).accent).toBeNull();
    }),
    given("#1d4ed8", "a style sheet, and buttons of mails", async (server) => {
      const { accent, files } = lookOf(server.settings);
      expect(accent).toMatch(/^\/look\/accent-[0-9a-f]{16}\.css$/);
      const css = String(files.get(accent ?? "")?.body);
      expect(css).toMatch(/^:root:root\{--brass:light-dark\(oklch\(0\.488\d* 0\.2\d* 264\.\d*\),oklch/);
      await writeTo(server, "mseo@naver.com");
      await sendDue(server);
      expect((await readMailbox(server.settings))[0]?.html).toContain("background: #1d4ed8");
    }),
  ],
  APP_NAME: [
    unset("the host", isCalled("auth.example.com", "", "auth.example.com"), {
      APP_ORIGIN: "https://auth.example.com",
    }),
    given("Müller & 김: Co", "that name", isCalled("Müller & 김: Co", "Müller & 김: Co", "Müller & 김  Co"), {
      APP_ORIGIN: "https://auth.example.com",
    }),
  ],
});
