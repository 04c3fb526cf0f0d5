import type { en } from "../en/lab_outcome";

export const ko: typeof en = {
  doors: { ours: "우리 문", neighbour: "이웃의 문" },
  kinds: {
    session: "세션 쿠키",
    access: "액세스 토큰",
    refresh: "리프레시 토큰",
    sliding: "슬라이딩 토큰",
  },
  holders: { thief: "도둑", phone: "내 휴대폰", terminal: "터미널" },
  opened: (status) => `${status}, 열렸어요`,
  thiefIn: (status) => `${status}, 도둑에게 열렸어요`,
  refused: (status) => `${status}, 열리지 않았어요`,
  read: {
    one: "데이터베이스에서 기록 {value}개를 읽었어요.",
    other: "데이터베이스에서 기록 {value}개를 읽었어요.",
  },
  readNothing: "데이터베이스에서 찾았지만 그런 기록이 없었어요.",
  readRefused: {
    one: "데이터베이스에서 기록 {value}개를 읽고, 이미 끝난 키라는 걸 알았어요.",
    other: "데이터베이스에서 기록 {value}개를 읽고, 이미 끝난 키라는 걸 알았어요.",
  },
  sentNothing: "보낸 키가 없어요. 가진 키가 없거든요.",
  notAsked: "데이터베이스까지 가지도 않았어요. 키 자체가 맞지 않았어요.",
  notAskedWhy: {
    altered: "데이터베이스까지 가지도 않았어요. 토큰에 적힌 내용에 우리 키로 만든 서명이 아니에요.",
    unsigned: "데이터베이스까지 가지도 않았어요. 서명이 없는 토큰은 받지 않아요.",
    seal: "데이터베이스까지 가지도 않았어요. 고친 쿠키는 암호를 풀 수 없어요.",
    expired: "데이터베이스까지 가지도 않았어요. 키가 만료됐어요.",
    kind: "데이터베이스까지 가지도 않았어요. 이런 종류의 키는 받지 않아요.",
  },
  neighbourOpened: "아무것도 읽지 않았어요. 서명과 만료 시각만 확인했어요.",
  neighbourRefused: "아무것도 읽지 않았어요. 토큰 자체가 맞지 않았어요.",
  neighbourWhy: {
    ERR_JWT_EXPIRED: "아무것도 읽지 않았어요. 서명은 맞지만 토큰이 만료됐어요.",
    ERR_JWS_SIGNATURE_VERIFICATION_FAILED: "아무것도 읽지 않았어요. 서명이 토큰에 적힌 내용과 맞지 않아요.",
    ERR_JOSE_ALG_NOT_ALLOWED: "아무것도 읽지 않았어요. 서명이 없는 토큰은 받지 않아요.",
    ERR_TOKEN_TYPE: "아무것도 읽지 않았어요. 서명은 맞지만 액세스 토큰이 아니에요.",
  },
  neighbourSession:
    "아무것도 읽지 않았어요. 세션 쿠키는 기록을 가리키기만 하는데, 이웃에게는 찾아볼 데이터베이스가 없어요.",
  at: (time) => `${time}에 보냈어요`,
  before: "시계를 앞으로 돌리기 전:",
  answer: "받은 응답 그대로",
};
