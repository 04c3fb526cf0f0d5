import { en } from "./en/refusal";
import { ko } from "./ko/refusal";

export const refusalTexts = { en, ko };
