import { en } from "./en/explain";
import { ko } from "./ko/explain";

export const explainTexts = { en, ko };
