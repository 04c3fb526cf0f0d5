import type { en } from "../en/mode_page";

export const ko: typeof en = {
  signIn: { session: "세션으로 로그인", token: "토큰으로 로그인", only: "로그인" },
  signUp: { session: "세션으로 회원가입", token: "토큰으로 회원가입", only: "회원가입" },
  describeSignIn: {
    session: (app) => `${app}에 로그인하고 암호화된 세션 쿠키를 받아요.`,
    token: (app) => `${app}에 로그인하고 액세스 토큰과 리프레시 토큰을 받아요.`,
    only: (app) => `${app}에 로그인해요.`,
  },
  describeSignUp: {
    session: (app) => `${app}에 가입하고 암호화된 세션 쿠키를 받아요.`,
    token: (app) => `${app}에 가입하고 액세스 토큰과 리프레시 토큰을 받아요.`,
    only: (app) => `${app}에 가입해요.`,
  },
  forgot: "비밀번호를 잊으셨나요?",
  noAccount: "아직 계정이 없나요?",
  noAccountLink: "회원가입",
  haveAccount: "이미 계정이 있나요?",
  haveAccountLink: "로그인",
  signInBy: {
    email: {
      label: "이메일",
      missing: "이메일 주소를 입력해 주세요.",
      wrong: "이메일 주소나 비밀번호가 맞지 않아요. 둘 다 다시 확인해 주세요.",
    },
    both: {
      label: "아이디 또는 이메일",
      missing: "아이디나 이메일 주소를 입력해 주세요.",
      wrong: "아이디(이메일)나 비밀번호가 맞지 않아요. 둘 다 다시 확인해 주세요.",
    },
  },
  passwordRules: {
    username: {
      notCommonNorSimilar: "많이 쓰이는 비밀번호나 아이디와 비슷한 비밀번호는 쓸 수 없어요.",
      notSimilar: "아이디와 비슷한 비밀번호는 쓸 수 없어요.",
    },
    email: {
      notCommonNorSimilar: "많이 쓰이는 비밀번호나 이메일과 비슷한 비밀번호는 쓸 수 없어요.",
      notSimilar: "이메일과 비슷한 비밀번호는 쓸 수 없어요.",
    },
  },
  closed: {
    title: "회원가입 안내",
    heading: "회원가입을 받지 않아요",
    text: "여기서는 새 계정을 만들 수 없어요. 계정이 있다면 로그인해 주세요.",
  },
};
