import { en } from "./en/not_found";
import { ko } from "./ko/not_found";

export const notFoundTexts = { en, ko };
