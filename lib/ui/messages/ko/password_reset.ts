import type { en } from "../en/password_reset";

export const ko: typeof en = {
  ask: {
    title: "비밀번호를 잊으셨나요?",
    text: "가입할 때 쓴 이메일 주소를 입력해 주세요. 새 비밀번호를 설정할 수 있는 링크를 보내 드려요.",
    button: "링크 받기",
    sending: "보내고 있어요…",
    back: "비밀번호가 생각났나요?",
    backLink: "로그인",
  },
  sent: {
    title: "메일을 확인해 주세요",
    text: "이 주소로 가입한 계정이 있으면 새 비밀번호를 설정할 수 있는 링크가 곧 도착해요. 스팸함도 확인해 주세요.",
    again: "다시 요청하기",
  },
  set: {
    title: "새 비밀번호 설정",
    text: "{value} 계정의 비밀번호예요. 설정하면 모든 곳에서 로그아웃돼요.",
    label: "새 비밀번호",
    button: "비밀번호 설정",
    saving: "설정하고 있어요…",
  },
  invalid: {
    title: "더 이상 쓸 수 없는 링크예요",
    text: "이미 썼거나 오래된 링크예요. 링크는 한 번만 쓸 수 있고, 로그인하거나 비밀번호나 이메일 주소를 바꾸면 쓸 수 없어요.",
    again: "새 링크 요청하기",
  },
  done: {
    title: "비밀번호를 설정했어요",
    text: "모든 곳에서 로그아웃했어요. 새 비밀번호로 로그인해 주세요.",
    signIn: { session: "세션으로 로그인", token: "토큰으로 로그인", only: "로그인" },
  },
};
