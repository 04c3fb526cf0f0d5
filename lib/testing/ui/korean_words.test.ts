import { expect, test } from "vitest";
import { wrongParticles } from "./korean_words";

test("a particle is held against the letter before it", () => {
  expect(wrongParticles("토큰를 받고 쿠키을 지워요. 세션와 토큰, 쿠키과 토큰")).toEqual([
    "토큰를",
    "쿠키을",
    "세션와",
    "쿠키과",
  ]);
  expect(wrongParticles("쿠키으로, 메일으로, 세션예요, 쿠키이에요.")).toEqual([
    "쿠키으로",
    "메일으로",
    "세션예요",
    "쿠키이에요",
  ]);
});

test("what is right, and what only looks like a particle, is left alone", () => {
  expect(
    wrongParticles("토큰을 받고 쿠키를 지워요. 세션과 쿠키와 결과, 세션으로 메일로 쿠키로, 세션이에요."),
  ).toEqual([]);
  expect(wrongParticles("아니에요. 다시 와 주세요. 앞으로 새로 바로")).toEqual([]);
});
