import type { en } from "../en/code";

export const ko: typeof en = {
  title: "인증 코드를 입력해 주세요",
  text: "비밀번호를 확인했어요. 이 계정은 인증 앱으로도 보호하고 있어요.",
  label: "코드",
  hint: "인증 앱에 지금 표시된 숫자 6자리나 복구 코드 하나를 입력해 주세요.",
  startAgain: "내 계정이 아니거나 시간이 지났나요?",
  startAgainLink: "처음부터 다시 하기",
};
