import type { en } from "../en/copy";

export const ko: typeof en = {
  copy: "복사",
  copied: "복사했어요",
};
