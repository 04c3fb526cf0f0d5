import { en } from "./en/lab";
import { ko } from "./ko/lab";

export const labTexts = { en, ko };
