import type { en } from "../en/modes";

export const ko: typeof en = {
  choose: "로그인 방식",
  session: "세션",
  token: "토큰",
  withSession: "(세션 방식)",
  withToken: "(토큰 방식)",
};
