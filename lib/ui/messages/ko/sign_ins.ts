import type { en } from "../en/sign_ins";

export const ko: typeof en = {
  title: "로그인 관리",
  description: "내 계정에 로그인된 브라우저와 프로그램, 계정에서 있었던 일을 보여 줘요.",
  heading: "로그인된 곳",
  text: "모르는 곳이 있다면 로그아웃하고 비밀번호를 바꿔 주세요.",
  signInsOf: (name) => `${name} 님이 로그인한 곳이에요.`,
  on: (browser, system) => `${system}의 ${browser}`,
  unknownBrowser: "알 수 없는 프로그램",
  here: "이 브라우저",
  mode: { session: "세션", token: "토큰" },
  activeNow: "지금 사용 중",
  lastUsed: (ago) => `마지막 사용 ${ago}`,
  signedIn: (ago) => `로그인 ${ago}`,
  unknownAddress: "알 수 없는 주소",
  signOut: "로그아웃",
  ended: "로그아웃했어요.",
  gone: "이미 로그아웃된 곳이에요.",
  others: "다른 곳에서 모두 로그아웃",
  othersText: "지금 쓰는 로그인만 남기고 모두 로그아웃해요.",
  othersEnded: "다른 곳에서 모두 로그아웃했어요.",
  alone: "다른 곳에는 로그인되어 있지 않아요.",
};
