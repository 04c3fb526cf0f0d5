import { en } from "./en/sign_ins";
import { ko } from "./ko/sign_ins";

export const signInsTexts = { en, ko };
