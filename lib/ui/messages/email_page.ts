import { en } from "./en/email_page";
import { ko } from "./ko/email_page";

export const emailPageTexts = { en, ko };
