import { en } from "./en/confirm";
import { ko } from "./ko/confirm";

export const confirmTexts = { en, ko };
