import { en } from "./en/lab_bend";
import { ko } from "./ko/lab_bend";

export const labBendTexts = { en, ko };
