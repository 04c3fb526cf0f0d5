import { en } from "./en/second_factor";
import { ko } from "./ko/second_factor";

export const secondFactorTexts = { en, ko };
