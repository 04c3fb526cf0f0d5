import { en } from "./en/lab_settings";
import { ko } from "./ko/lab_settings";

export const labSettingsTexts = { en, ko };
