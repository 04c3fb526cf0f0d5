import { en } from "./en/mode_page";
import { ko } from "./ko/mode_page";

export const modePageTexts = { en, ko };
