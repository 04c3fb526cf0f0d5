import { en } from "./en/cookies";
import { ko } from "./ko/cookies";

export const cookiesTexts = { en, ko };
