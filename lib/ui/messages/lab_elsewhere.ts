import { en } from "./en/lab_elsewhere";
import { ko } from "./ko/lab_elsewhere";

export const labElsewhereTexts = { en, ko };
