import { en } from "./en/lab_knock";
import { ko } from "./ko/lab_knock";

export const labKnockTexts = { en, ko };
