import type { en } from "../en/frame";

export const ko: typeof en = {
  skip: "본문으로 건너뛰기",
  home: "Latchkey 첫 화면",
  language: "언어",
};
