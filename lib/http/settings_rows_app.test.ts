import { expect } from "vitest";
import { readMailbox } from "@/lib/mail/mailbox";
import { groups } from "@/lib/settings/definitions";
import { openBrowser } from "@/lib/testing/browser";
import { given, testRows, unset } from "@/lib/testing/http/setting_rows";
import { sendDue, writeTo } from "@/lib/testing/mail/outbox";
import { newName, PASSWORD } from "@/lib/testing/requests";
import type { Check } from "@/lib/testing/server";

/** What a mail, its sender and an authenticator app call the app. */
function isCalled(name: string, sender: string, issuer: string): Check {
  return async (server) => {
    await writeTo(server, "mseo@naver.com");
    expect(await sendDue(server)).toBe(1);
    const [mail] = await readMailbox(server.settings);
    expect(mail).toMatchObject({ subject: `Your password for ${name} was changed` });
    expect(server.settings.mail.from).toEqual({ name: sender, address: "noreply@auth.example.com" });
    const browser = openBrowser(server);
    await browser.post("/user/session_signup", { username: newName(), password: PASSWORD });
    const { body } = await browser.post("/user/totp");
    expect(new URL(String(body?.uri)).searchParams.get("issuer")).toBe(issuer);
  };
}

testRows(groups["Name and look"], {
  APP_NAME: [
    unset("the host", isCalled("auth.example.com", "", "auth.example.com"), {
      APP_ORIGIN: "https://auth.example.com",
    }),
    given("Müller & 김: Co", "that name", isCalled("Müller & 김: Co", "Müller & 김: Co", "Müller & 김  Co"), {
      APP_ORIGIN: "https://auth.example.com",
    }),
  ],
});
