import { en } from "./en/lab_reading";
import { ko } from "./ko/lab_reading";

export const labReadingTexts = { en, ko };
