import type { en } from "../en/not_found";

export const ko: typeof en = {
  title: "없는 페이지",
  heading: "페이지를 찾을 수 없어요",
  text: "주소가 맞는지 확인하거나 홈에서 다시 시작해 주세요.",
  home: "홈으로 가기",
};
