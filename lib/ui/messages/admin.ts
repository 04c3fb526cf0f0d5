import { en } from "./en/admin";
import { ko } from "./ko/admin";

export const adminTexts = { en, ko };
