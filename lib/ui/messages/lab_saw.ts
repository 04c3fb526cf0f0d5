import { en } from "./en/lab_saw";
import { ko } from "./ko/lab_saw";

export const labSawTexts = { en, ko };
