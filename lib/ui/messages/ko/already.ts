import type { en } from "../en/already";

export const ko: typeof en = {
  as: {
    session: (name) => `지금 ${name} 님이 세션으로 로그인되어 있어요.`,
    token: (name) => `지금 ${name} 님이 토큰으로 로그인되어 있어요.`,
    only: (name) => `지금 ${name} 님으로 로그인되어 있어요.`,
  },
  anotherAccount: {
    signin: "다른 계정을 쓰려면 아래에서 로그인해 주세요.",
    signup: "계정을 하나 더 만들려면 아래에서 가입해 주세요.",
  },
  asWell: {
    session: "세션도 함께 쓸 수 있어요.",
    token: "토큰도 함께 쓸 수 있어요.",
  },
  goOn: "계속하기",
  goOnTo: (host) => `${host} 서비스로 계속하기`,
  account: "내 계정으로 가기",
};
