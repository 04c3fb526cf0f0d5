import type { en } from "../en/error";

export const ko: typeof en = {
  title: "문제가 생겼어요",
  heading: "문이 열리지 않았어요",
  text: "페이지를 만드는 동안 서버에 문제가 생겼어요. 다시 시도하면 대부분 해결돼요.",
  reference: "참조 번호",
  retry: "다시 시도",
  home: "첫 화면으로 가기",
};
