import type { en } from "../en/frame";

export const ko: typeof en = {
  skip: "본문 바로가기",
  home: "Latchkey 홈",
  language: "언어",
};
