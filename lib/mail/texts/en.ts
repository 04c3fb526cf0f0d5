import type { MailContent, MailFacts, MailTexts } from "../content";

const greeting = ({ username }: MailFacts) => `Hello ${username},`;
const NOTHING_TO_DO = "If that was you, there is nothing to do.";

/** How the owner gets an account back that somebody else has changed. */
function newPassword({ resetUrl }: MailFacts): Pick<MailContent, "link"> {
  return { link: { label: "Set a new password", url: resetUrl } };
}

const tellTheSite = ({ site }: MailFacts) => `If it was not you, tell the people who run ${site}.`;

export const en: MailTexts = {
  password_changed: (facts) => ({
    subject: `Your password for ${facts.site} was changed`,
    paragraphs: [
      greeting(facts),
      `The password of your account at ${facts.site} was changed on ${facts.at}. You were signed out everywhere else.`,
      NOTHING_TO_DO,
      "If it was not you, set a new password now:",
    ],
    ...newPassword(facts),
  }),
  email_changed: (facts) => ({
    subject: `Your email address for ${facts.site} was changed`,
    paragraphs: [
      greeting(facts),
      `Your account at ${facts.site} got another email address on ${facts.at}. Mail about it no longer comes to this one.`,
      NOTHING_TO_DO,
      tellTheSite(facts),
    ],
  }),
  username_changed: (facts) => ({
    subject: `Your username for ${facts.site} was changed`,
    paragraphs: [
      greeting(facts),
      `The username of your account at ${facts.site} was changed to ${facts.newUsername} on ${facts.at}. Use it when you sign in.`,
      NOTHING_TO_DO,
      "If it was not you, set a new password now:",
    ],
    ...newPassword(facts),
  }),
  totp_enabled: (facts) => ({
    subject: `An authenticator app now protects your account at ${facts.site}`,
    paragraphs: [
      greeting(facts),
      `Since ${facts.at}, signing in to your account at ${facts.site} asks for a code of an authenticator app. You were signed out everywhere else.`,
      "Keep the recovery codes where you find them without your phone.",
      NOTHING_TO_DO,
      tellTheSite(facts),
    ],
  }),
  totp_disabled: (facts) => ({
    subject: `Your account at ${facts.site} no longer asks for a code`,
    paragraphs: [
      greeting(facts),
      `The authenticator app was removed from your account at ${facts.site} on ${facts.at}: signing in asks for the password only. You were signed out everywhere else.`,
      NOTHING_TO_DO,
      "If it was not you, set a new password now:",
    ],
    ...newPassword(facts),
  }),
  recovery_codes_renewed: (facts) => ({
    subject: `New recovery codes for your account at ${facts.site}`,
    paragraphs: [
      greeting(facts),
      `New recovery codes were made for your account at ${facts.site} on ${facts.at}. The former ones no longer work.`,
      NOTHING_TO_DO,
      "If it was not you, set a new password now:",
    ],
    ...newPassword(facts),
  }),
  recovery_code_used: (facts) => ({
    subject: `A recovery code of your account at ${facts.site} was used`,
    paragraphs: [
      greeting(facts),
      `One of the recovery codes of your account at ${facts.site} was used on ${facts.at}, in place of a code of your authenticator app.`,
      NOTHING_TO_DO,
      "If it was not you, set a new password now:",
    ],
    ...newPassword(facts),
  }),
  account_deleted: (facts) => ({
    subject: `Your account at ${facts.site} was deleted`,
    paragraphs: [
      greeting(facts),
      `Your account at ${facts.site} was deleted on ${facts.at}, and everything that belonged to it. This is the last mail about it.`,
      tellTheSite(facts),
    ],
  }),
  account_deactivated: (facts) => ({
    subject: `Your account at ${facts.site} was deactivated`,
    paragraphs: [
      greeting(facts),
      `Your account at ${facts.site} was deactivated on ${facts.at}. Nobody can sign in to it any more.`,
      tellTheSite(facts),
    ],
  }),
  deactivated_by_staff: (facts) => ({
    subject: `Your account at ${facts.site} was deactivated`,
    paragraphs: [
      greeting(facts),
      `The people who run ${facts.site} deactivated your account on ${facts.at}. It was signed out everywhere, and nobody can sign in to it any more.`,
      "If you think that this is a mistake, tell them.",
    ],
  }),
  account_activated: (facts) => ({
    subject: `Your account at ${facts.site} is active again`,
    paragraphs: [
      greeting(facts),
      `The people who run ${facts.site} activated your account again on ${facts.at}. You can sign in to it as before.`,
    ],
  }),
  password_reset: (facts) => ({
    subject: `Set a new password for ${facts.site}`,
    paragraphs: [
      greeting(facts),
      `Somebody asked for a new password for your account at ${facts.site}. Your username is ${facts.username}.`,
      "If that was you, set the new password here:",
    ],
    ...newPassword(facts),
    closing: [
      `The link works once, for ${facts.validFor}.`,
      "If it was not you, ignore this mail: your password stays as it is.",
    ],
  }),
  email_verification: (facts) => ({
    subject: `Confirm your email address for ${facts.site}`,
    paragraphs: [
      greeting(facts),
      `Somebody gave this email address for an account at ${facts.site}. Its username is ${facts.username}.`,
      `If that was you, your code is ${facts.code}. Enter it where you are asked for it, or confirm the address here:`,
    ],
    link: { label: "Confirm this address", url: facts.proofUrl },
    closing: [
      `Code and link work once, for ${facts.validFor}.`,
      "If it was not you, ignore this mail: the address stays unconfirmed.",
    ],
  }),
};
