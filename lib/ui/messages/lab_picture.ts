import { en } from "./en/lab_picture";
import { ko } from "./ko/lab_picture";

export const labPictureTexts = { en, ko };
