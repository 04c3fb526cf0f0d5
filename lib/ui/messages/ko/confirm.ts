import type { en } from "../en/confirm";

export const ko: typeof en = {
  heading: "본인 확인",
  text: "로그인한 지 시간이 지났어요. 계속하려면 비밀번호를 입력해 주세요.",
  confirmButton: "확인",
  confirming: "비밀번호를 확인하고 있어요…",
  cancel: "취소",
};
