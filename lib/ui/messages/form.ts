import { en } from "./en/form";
import { ko } from "./ko/form";

export const formTexts = { en, ko };
