import type { en } from "../en/not_found";

export const ko: typeof en = {
  title: "페이지를 찾을 수 없어요",
  heading: "여기에는 문이 없어요",
  text: "이 주소에는 페이지가 없어요.",
  home: "첫 화면으로 가기",
};
