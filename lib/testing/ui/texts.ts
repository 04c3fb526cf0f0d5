import { accountTexts } from "@/lib/ui/messages/account";
import { adminTexts } from "@/lib/ui/messages/admin";
import { alreadyTexts } from "@/lib/ui/messages/already";
import { codeTexts } from "@/lib/ui/messages/code";
import { confirmTexts } from "@/lib/ui/messages/confirm";
import { cookiesTexts } from "@/lib/ui/messages/cookies";
import { copyTexts } from "@/lib/ui/messages/copy";
import { emailPageTexts } from "@/lib/ui/messages/email_page";
import { errorTexts } from "@/lib/ui/messages/error";
import { explainTexts } from "@/lib/ui/messages/explain";
import { formTexts } from "@/lib/ui/messages/form";
import { frameTexts } from "@/lib/ui/messages/frame";
import { labTexts } from "@/lib/ui/messages/lab";
import { labBendTexts } from "@/lib/ui/messages/lab_bend";
import { labElsewhereTexts } from "@/lib/ui/messages/lab_elsewhere";
import { labKnockTexts } from "@/lib/ui/messages/lab_knock";
import { labLoseTexts } from "@/lib/ui/messages/lab_lose";
import { labOutcomeTexts } from "@/lib/ui/messages/lab_outcome";
import { labPictureTexts } from "@/lib/ui/messages/lab_picture";
import { labReadingTexts } from "@/lib/ui/messages/lab_reading";
import { labSawTexts } from "@/lib/ui/messages/lab_saw";
import { labSettingsTexts } from "@/lib/ui/messages/lab_settings";
import { labTakeTexts } from "@/lib/ui/messages/lab_take";
import { labTimeTexts } from "@/lib/ui/messages/lab_time";
import { labTwiceTexts } from "@/lib/ui/messages/lab_twice";
import { modePageTexts } from "@/lib/ui/messages/mode_page";
import { modesTexts } from "@/lib/ui/messages/modes";
import { notFoundTexts } from "@/lib/ui/messages/not_found";
import { passwordResetTexts } from "@/lib/ui/messages/password_reset";
import { profileTexts } from "@/lib/ui/messages/profile";
import { refreshTexts } from "@/lib/ui/messages/refresh";
import { refusalTexts } from "@/lib/ui/messages/refusal";
import { secondFactorTexts } from "@/lib/ui/messages/second_factor";
import { signInsTexts } from "@/lib/ui/messages/sign_ins";
import { startTexts } from "@/lib/ui/messages/start";

const AREAS = {
  admin: adminTexts,
  account: accountTexts,
  code: codeTexts,
  confirm: confirmTexts,
  cookies: cookiesTexts,
  copy: copyTexts,
  emailPage: emailPageTexts,
  error: errorTexts,
  explain: explainTexts,
  form: formTexts,
  lab: labTexts,
  labBend: labBendTexts,
  labKnock: labKnockTexts,
  labLose: labLoseTexts,
  labTake: labTakeTexts,
  labTime: labTimeTexts,
  labOutcome: labOutcomeTexts,
  labPicture: labPictureTexts,
  labElsewhere: labElsewhereTexts,
  labReading: labReadingTexts,
  labSaw: labSawTexts,
  labSettings: labSettingsTexts,
  labTwice: labTwiceTexts,
  modePage: modePageTexts,
  frame: frameTexts,
  modes: modesTexts,
  notFound: notFoundTexts,
  passwordReset: passwordResetTexts,
  profile: profileTexts,
  refresh: refreshTexts,
  refusal: refusalTexts,
  already: alreadyTexts,
  secondFactor: secondFactorTexts,
  signIns: signInsTexts,
  start: startTexts,
};

function catalogue(language: "en" | "ko") {
  return Object.fromEntries(Object.entries(AREAS).map(([area, texts]) => [area, texts[language]]));
}

/** Every English text of the pages, by area. */
export const en = catalogue("en");

/** A number stands for any value; a text that chooses words by a field's name is worded for each. */
const VALUE = "8";
const FIELDS = ["username", "password", "email", "age"];

/** Every text of a language with its path: `["form.signIn.session", "Sign in with a session"]`. */
export function textsOf(language: "en" | "ko"): [path: string, text: string][] {
  return textsIn(catalogue(language), []);
}

function textsIn(node: unknown, path: readonly string[]): [string, string][] {
  if (typeof node === "string") return [[path.join("."), filledIn(node)]];
  if (typeof node === "function") {
    const worded = (value: string) => String(node(value, VALUE));
    const isWorded = (text: string) => !/undefined|NaN/.test(text);
    const texts = isWorded(worded(VALUE)) ? [worded(VALUE)] : FIELDS.map(worded).filter(isWorded);
    return texts.map((text) => [path.join("."), text]);
  }
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => textsIn(value, [...path, key]));
}

/** With what stands for values in a text: names of fields are one language's, so that particles can be checked. */
function filledIn(text: string): string {
  const isKorean = /[가-힣]/.test(text);
  return text
    .replace("{field}", isKorean ? "아이디" : "username")
    .replace("{value}와", "아이디와")
    .replace("{value}", "8");
}
