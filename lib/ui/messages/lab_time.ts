import { en } from "./en/lab_time";
import { ko } from "./ko/lab_time";

export const labTimeTexts = { en, ko };
