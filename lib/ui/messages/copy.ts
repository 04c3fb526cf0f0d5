import { en } from "./en/copy";
import { ko } from "./ko/copy";

export const copyTexts = { en, ko };
