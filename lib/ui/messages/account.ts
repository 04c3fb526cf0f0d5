import { en } from "./en/account";
import { ko } from "./ko/account";

export const accountTexts = { en, ko };
