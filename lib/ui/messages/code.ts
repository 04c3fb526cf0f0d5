import { en } from "./en/code";
import { ko } from "./ko/code";

export const codeTexts = { en, ko };
