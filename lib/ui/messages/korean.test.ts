import { expect, test } from "vitest";
import { wrongParticles } from "@/lib/testing/ui/korean_words";
import { textsOf } from "@/lib/testing/ui/texts";

const korean = textsOf("ko");

/** Names, and what a Korean product writes in Latin letters, too; whether its last sound is a consonant. */
const LATIN: Readonly<Record<string, boolean>> = {
  Aegis: false,
  Authenticator: false,
  Caps: true,
  Google: true,
  HTTP: false,
  HTTPS: false,
  JSON: true,
  JWT: false,
  Latchkey: false,
  Lock: true,
  Password: false,
  QR: false,
  R: false,
  // Claims and columns of a token's chain.
  family: false,
  jti: false,
  sid: false,
  successor: true,
};

/** One word for one thing: those that another one is written for. */
const ELSEWHERE = {
  "사용자 이름": "아이디",
  "계정 만들": "회원가입",
  봉인: "암호화",
  갱신: "새로 받기",
  묶음: "토큰 묶음",
  "첫 화면": "홈",
  해주세요: "해 주세요",
};

test("every text is in 해요체", () => {
  const otherwise = /(니다|니까|시오|[가-힣]라|[^요][가-힣]다)(?=[.?!…]|$)/;
  expect(korean.filter(([, text]) => otherwise.test(text))).toEqual([]);
});

test("every sentence ends as one that is spoken to somebody: 요", () => {
  expect(korean.filter(([, text]) => /[^요.][.?!…](\s|$)/.test(text))).toEqual([]);
});

test("Latin letters are for names", () => {
  const foreign = korean.flatMap(([path, text]) =>
    (text.match(/[A-Za-z]+/g) ?? [])
      .filter((word) => !Object.hasOwn(LATIN, word))
      .map((word) => [path, word]),
  );
  expect(foreign).toEqual([]);
});

test("a particle goes with the letter before it, and none with two forms follows a value", () => {
  const afterValue = /8(은|는|이|가|을|를|과|와|으로|로|이나|나|예요|이에요)(?![가-힣])/;
  expect(korean.filter(([, text]) => wrongParticles(text).length > 0 || afterValue.test(text))).toEqual([]);
});

test("a particle goes with the sound in which a word in Latin letters ends", () => {
  const wrong = korean.filter(([, text]) =>
    [...text.matchAll(/([A-Za-z]+)(?:(은|이|을|과)|는|가|를|와)(?![가-힣])/g)].some(
      ([, word = "", afterConsonant]) => LATIN[word] !== (afterConsonant !== undefined),
    ),
  );
  expect(wrong).toEqual([]);
});

test("one thing has one word", () => {
  const texts = korean.map(([path, text]) => [path, text.replaceAll("토큰 묶음", "")] as const);
  expect(texts.filter(([, text]) => Object.keys(ELSEWHERE).some((word) => text.includes(word)))).toEqual([]);
});
