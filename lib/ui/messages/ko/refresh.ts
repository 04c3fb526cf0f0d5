import type { en } from "../en/refresh";

export const ko: typeof en = {
  title: "로그인 유지",
  heading: "로그인을 이어 가는 중이에요",
  text: "한동안 쓰지 않아 토큰이 만료됐어요. 새로 받으면 페이지가 바로 열려요.",
  proceed: "계속하기",
  circling:
    "새 토큰을 받았는데도 열려던 페이지가 자꾸 이곳으로 되돌려 보내요. 그 페이지에 쿠키가 전달되지 않는 것 같아요.",
  tryAgain: "다시 시도",
};
