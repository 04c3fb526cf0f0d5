import { en } from "./en/lab_outcome";
import { ko } from "./ko/lab_outcome";

export const labOutcomeTexts = { en, ko };
