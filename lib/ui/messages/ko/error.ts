import type { en } from "../en/error";

export const ko: typeof en = {
  title: "문제가 생겼어요",
  heading: "페이지를 열지 못했어요",
  text: "서버에 문제가 생겼어요. 다시 시도하면 대부분 해결돼요.",
  reference: "오류 번호",
  retry: "다시 시도",
  home: "홈으로 가기",
};
