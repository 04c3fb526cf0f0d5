import type { en } from "../en/start";

export const ko: typeof en = {
  title: "Latchkey: 로그인을 이어 가는 두 가지 방법",
  description: "쿠키 세션과 JWT를 나란히 두고 직접 운영하는 로그인이에요.",
  heading: "로그인을 이어 가는 두 가지 방법",
  lead: "Latchkey는 내 서버에서 직접 운영하는 로그인이에요. 오래 쓰여 온 두 방식, 쿠키 세션과 JWT를 모두 갖추고 있어서 하나씩 써 보며 차이를 눈으로 볼 수 있어요.",
  signedInAs: (name) => `${name} 님으로 로그인되어 있어요.`,
  toAccount: "내 계정으로 가기",
  modes: {
    session: { heading: "세션", line: "브라우저에는 봉인된 쿠키, 서버에는 기록 한 줄." },
    token: { heading: "토큰", line: "브라우저에 서명된 토큰 두 개, 시계도 따로따로." },
  },
  comparison: {
    heading: "무엇이 다를까요?",
    caption: "세션과 토큰 비교",
    rows: [
      {
        question: "진짜 정보가 있는 곳",
        session: "서버의 기록 한 줄이에요. 쿠키는 그 줄을 가리키기만 해요.",
        token: "토큰 안이에요. 아무도 고치지 않았다는 걸 서명이 보여 줘요.",
      },
      {
        question: "브라우저가 보내는 것",
        session: "요청마다 똑같은 봉인 쿠키를 보내요.",
        token: "요청마다 서명된 토큰 두 개를 보내요. 새 토큰은 리프레시 토큰으로만 받을 수 있어요.",
      },
      {
        question: "끝나는 때",
        session: "기록이 만료되거나 지워지면 바로 다음 요청부터 끝나요.",
        token: "시계가 다 되면 끝나요. 액세스 토큰은 금방, 리프레시 토큰은 며칠 뒤예요.",
      },
      {
        question: "로그아웃하면",
        session: "기록을 지워요. 쿠키를 베껴 두었어도 그 순간 쓸모가 없어져요.",
        token:
          "이 서버에서는 두 토큰이 모두 끝나요. 서명만 확인하는 다른 서비스라면 베껴 둔 액세스 토큰을 시계가 다 될 때까지 받아들여요.",
      },
    ],
  },
  curl: {
    heading: "터미널에서 해 보기",
    text: "이곳의 폼은 모두 여러분이 직접 부를 수 있는 주소로 보내져요.",
    copy: "복사",
    copied: "복사했어요",
  },
};
