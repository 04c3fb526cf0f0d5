import { en } from "./en/already";
import { ko } from "./ko/already";

export const alreadyTexts = { en, ko };
