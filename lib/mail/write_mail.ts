import type { Language } from "@/lib/contract/language";
import type { MailContent, MailFacts, MailKind, MailTexts } from "./content";
import { escapeHtml } from "./escape_html";
import { en } from "./texts/en";
import { ko } from "./texts/ko";

const TEXTS: Readonly<Record<Language, MailTexts>> = { en, ko };

/** Control and format characters: line ends would begin a header or a paragraph, others turn or hide text. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Words a mail: its subject, and the same content as text and as HTML. @param buttonColour on which white can be read */
export function writeMail(
  kind: MailKind,
  language: Language,
  facts: MailFacts,
  buttonColour = "#845f1c",
): WrittenMail {
  const content = TEXTS[language][kind](printable(facts));
  return {
    subject: content.subject,
    text: textOf(content),
    html: htmlOf(content, language, facts.site, buttonColour),
  };
}

/** What users chose, such as their names, as one line of visible text. */
function printable(facts: MailFacts): MailFacts {
  const clean = (value: string) => value.replace(UNPRINTABLE, " ");
  return { ...facts, username: clean(facts.username), newUsername: clean(facts.newUsername) };
}

function textOf({ paragraphs, link, closing = [] }: MailContent): string {
  return `${[...paragraphs, ...(link ? [link.url] : []), ...closing].join("\n\n")}\n`;
}

const FONT = `font: 16px/1.6 system-ui, -apple-system, "Segoe UI", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif`;
const STYLES = {
  page: `margin: 0; padding: 32px 16px; background: #fbf9f5; color: #262019; ${FONT}`,
  card: "max-width: 520px; margin: 0 auto; padding: 32px; background: #ffffff; border: 1px solid #e5e0d8; border-radius: 8px",
  site: "margin: 0 0 24px; font-size: 14px; color: #6b6258",
  paragraph: "margin: 0 0 16px; overflow-wrap: anywhere",
  button:
    "display: inline-block; padding: 10px 20px; color: #ffffff; border-radius: 8px; font-weight: 600; text-decoration: none",
  address: "margin: 0 0 16px; font-size: 14px; color: #6b6258; overflow-wrap: anywhere",
} as const;

/** Styles stand in attributes, since mail programs drop style sheets; nothing is loaded from anywhere. */
function htmlOf(
  { subject, paragraphs, link, closing = [] }: MailContent,
  language: Language,
  site: string,
  buttonColour: string,
) {
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>`,
    `<body style="${escapeHtml(STYLES.page)}"><div style="${STYLES.card}">`,
    element("site", site),
    ...paragraphs.map((paragraph) => element("paragraph", paragraph)),
    ...(link ? [button(link, buttonColour), element("address", link.url)] : []),
    ...closing.map((paragraph) => element("paragraph", paragraph)),
    "</div></body></html>\n",
  ].join("\n");
}

function element(style: keyof typeof STYLES, content: string): string {
  return `<p style="${STYLES[style]}">${escapeHtml(content)}</p>`;
}

function button({ label, url }: NonNullable<MailContent["link"]>, colour: string): string {
  const anchor = `<a href="${escapeHtml(url)}" style="${STYLES.button}; background: ${colour}">${escapeHtml(label)}</a>`;
  return `<p style="${STYLES.paragraph}">${anchor}</p>`;
}
