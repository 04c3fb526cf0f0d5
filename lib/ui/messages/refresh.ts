import { en } from "./en/refresh";
import { ko } from "./ko/refresh";

export const refreshTexts = { en, ko };
