import { en } from "./en/profile";
import { ko } from "./ko/profile";

export const profileTexts = { en, ko };
