import { describe, expect, it, test } from "vitest";
import { MAIL_KINDS, type MailFacts } from "./content";
import { writeMail } from "./write_mail";

const FACTS: MailFacts = {
  site: "auth.example.com",
  username: "mseo",
  at: "November 28, 2026 at 19:45 UTC",
  resetUrl: "https://auth.example.com/password_reset",
  validFor: "3 days",
  proofUrl: "https://auth.example.com/user/email_verify/x",
  code: "012345",
  newUsername: "minseo",
};

/** The text of an HTML part, without what only HTML has: the title, the host on top, the button's label. */
function textOfHtml(html: string): string[] {
  return [...html.matchAll(/<p style="[^"]*">([^<]*)<\/p>/g)]
    .slice(1)
    .map(([, text = ""]) => unescaped(text));
}

function unescaped(html: string): string {
  return html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

describe.each(["en", "ko"] as const)("in %s", (language) => {
  test.each(MAIL_KINDS)("%s says the same in text and in HTML, and names the site and the user", (kind) => {
    const { subject, text, html } = writeMail(kind, language, FACTS);
    expect(textOfHtml(html)).toEqual(text.trimEnd().split("\n\n"));
    for (const said of ["auth.example.com", "mseo"]) expect(text).toContain(said);
    expect(subject).toContain("auth.example.com");
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).not.toMatch(/\bsrc=|url\(|<link|<script/);
  });

  it("says when it happened, but for a link that is asked for", () => {
    for (const kind of MAIL_KINDS)
      expect(writeMail(kind, language, FACTS).text.includes(FACTS.at), kind).toBe(
        kind !== "password_reset" && kind !== "email_verification",
      );
  });
});

it("names that are markup, links or lines stay text", () => {
  const username = `"><img src=x onerror=alert(1)>&'\r\n\r\nBcc: a@x\u202e`;
  for (const kind of MAIL_KINDS) {
    const { subject, text, html } = writeMail(kind, "en", { ...FACTS, username, newUsername: username });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).toContain(`"><img src=x onerror=alert(1)>&' Bcc: a@x`);
    expect(text).not.toMatch(/\r|\u202e/);
    expect(html).not.toContain("<img");
    expect(textOfHtml(html)).toEqual(text.trimEnd().split("\n\n"));
  }
});

it("links are attributes of one value", () => {
  const resetUrl = `https://auth.example.com/reset/MQ/x-"><script>`;
  const { html, text } = writeMail("password_reset", "en", { ...FACTS, resetUrl });
  expect(html).toContain('href="https://auth.example.com/reset/MQ/x-&quot;&gt;&lt;script&gt;"');
  expect(text).toContain(`\n\n${resetUrl}\n\n`);
});
