import type { en } from "../en/profile";

export const ko: typeof en = {
  about: "기본 정보",
  aboutText: "로그인하고 연락받을 때 쓰는 정보예요.",
  edit: "수정",
  add: "추가",
  editFact: (fact) => `${fact} 수정`,
  addFact: (fact) => `${fact} 추가`,
  names: { username: "아이디", email: "이메일", age: "나이" },
  save: "저장",
  saving: "저장하고 있어요…",
  saved: { username: "아이디를 바꿨어요.", email: "이메일을 바꿨어요.", age: "나이를 바꿨어요." },
  cancel: "취소",
  notGiven: "입력하지 않았어요",
  changesAreFor: (name) => `여기에서 바꾸는 내용은 ${name} 님 계정에 저장돼요.`,
  password: "비밀번호",
  passwordText: "바꾸면 지금 쓰는 로그인만 남고 다른 곳에서는 모두 로그아웃돼요.",
  changePassword: "비밀번호 변경",
  currentPassword: "현재 비밀번호",
  newPassword: "새 비밀번호",
  passwordChanged: "비밀번호를 바꿨어요. 다른 곳에서는 모두 로그아웃됐어요.",
  confirmed: "본인 확인을 마쳤어요. 이제 계속할 수 있어요.",
};
