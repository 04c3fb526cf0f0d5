import { en } from "./en/password_reset";
import { ko } from "./ko/password_reset";

export const passwordResetTexts = { en, ko };
