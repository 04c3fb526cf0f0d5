import type { en } from "../en/form";

export const ko: typeof en = {
  signInButton: "로그인",
  signUpButton: "회원가입",
  username: "아이디",
  password: "비밀번호",
  email: "이메일",
  age: "나이",
  optional: "선택",
  showPassword: "비밀번호 보기",
  hidePassword: "비밀번호 숨기기",
  passwordShown: "비밀번호가 보여요.",
  passwordHidden: "비밀번호를 숨겼어요.",
  capsLock: "Caps Lock이 켜져 있어요.",
  rules: {
    minLength: { one: "{value}자 이상", other: "{value}자 이상" },
    notOnlyDigits: "숫자가 아닌 글자 포함",
    notCommonNorSimilar: "많이 쓰이는 비밀번호나 아이디, 이메일과 비슷한 비밀번호는 쓸 수 없어요.",
    notCommon: "많이 쓰이는 비밀번호는 쓸 수 없어요.",
    notSimilar: "아이디나 이메일과 비슷한 비밀번호는 쓸 수 없어요.",
    kept: "충족했어요",
  },
  signingIn: "로그인하고 있어요…",
  signingUp: "가입하고 있어요…",
};
