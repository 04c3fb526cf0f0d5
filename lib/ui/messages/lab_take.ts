import { en } from "./en/lab_take";
import { ko } from "./ko/lab_take";

export const labTakeTexts = { en, ko };
