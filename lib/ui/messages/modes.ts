import { en } from "./en/modes";
import { ko } from "./ko/modes";

export const modesTexts = { en, ko };
