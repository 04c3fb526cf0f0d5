import { en } from "./en/frame";
import { ko } from "./ko/frame";

export const frameTexts = { en, ko };
