import { en } from "./en/start";
import { ko } from "./ko/start";

export const startTexts = { en, ko };
