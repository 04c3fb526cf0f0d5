import type { en } from "../en/frame";

export const ko: typeof en = {
  skip: "본문 바로가기",
  home: (app) => `${app} 홈`,
  language: "언어",
  account: "내 계정",
  signOut: "로그아웃",
  signOutFailed: "로그아웃하지 못했어요. 다시 시도해 주세요.",
  told: {
    "signed-in": "다른 탭에서 로그인했어요.",
    "signed-out": "로그아웃했어요.",
    "other-tab": "다른 탭에서 로그아웃했어요.",
    ended: "로그인이 풀렸어요.",
  },
};
