import type { en } from "../en/lab_lose";

export const ko: typeof en = {
  text: [
    "누군가 내 두 키를 모두 손에 넣었어요. 나는 그걸 알고 로그아웃해요.",
    "무엇이 어느 문을 얼마나 더 열 수 있을까요?",
  ],
  steal: {
    heading: "도둑이 두 키를 복사해요",
    button: "도둑이 복사하게 두기",
    done: "복사했어요",
  },
  signOut: { heading: "내가 로그아웃해요", button: "둘 다 로그아웃", done: "로그아웃했어요" },
  knocks: {
    heading: "도둑이 문을 두드려요",
    session: "세션 쿠키로 우리 문에",
    access: "액세스 토큰으로 우리 문에",
    neighbour: "액세스 토큰으로 이웃의 문에",
  },
  wait: {
    heading: "이웃도 거절할 때까지",
    text: "지금 무엇을 해도 이웃은 알지 못해요. 시간이 지나야만 해요.",
    ring: "도둑의 액세스 토큰",
    again: "도둑이 이웃의 문을 다시 두드리기",
  },
  lesson:
    "우리 문은 데이터베이스에 물어봐요. 거기에는 로그아웃한 사실이 남아 있어서 복사한 키는 둘 다 바로 쓸 수 없어요. 이웃은 서명과 시각만 확인하는데, 로그아웃해도 둘 다 그대로예요. 그래서 복사한 토큰은 만료될 때까지 이웃의 문을 열어요. 액세스 토큰을 몇 분만 쓰게 하는 이유예요.",
  measured: (signedOut, longer) =>
    `로그아웃한 시각은 ${signedOut}, 이웃은 그 뒤로도 토큰이 만료될 때까지 ${longer} 동안 복사본을 받아들였어요.`,
  replay: "새 키로 다시 해 보기",
};
