import { en } from "./en/lab_twice";
import { ko } from "./ko/lab_twice";

export const labTwiceTexts = { en, ko };
