import { en } from "./en/error";
import { ko } from "./ko/error";

export const errorTexts = { en, ko };
