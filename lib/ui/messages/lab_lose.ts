import { en } from "./en/lab_lose";
import { ko } from "./ko/lab_lose";

export const labLoseTexts = { en, ko };
