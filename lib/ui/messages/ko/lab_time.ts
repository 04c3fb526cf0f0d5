import type { en } from "../en/lab_time";

export const ko: typeof en = {
  text: (age) => [
    "실험실의 시계는 마음대로 돌릴 수 있어요. 앞으로 돌린 뒤 다시 두드려 보세요.",
    `세션은 쓸 때마다 기한이 연장돼요. 우리 문이 열리면 그때부터 다시 ${age} 동안 쓸 수 있고, 그보다 오래 오지 않으면 끝나요.`,
    "토큰이 언제 만료되는지는 토큰 안에 적혀 있고 서명되어 있어서, 두드려도 바뀌지 않아요. 액세스 토큰이 만료되면 리프레시 토큰으로 새로 받아요.",
  ],
  forward: "시계를 앞으로 돌리기",
  forwardBy: (time) => `${time} 앞으로`,
  left: "남은 시간",
  runOut: "만료됐어요",
  ended: "끝났어요",
  none: "없어요",
  knock: "우리 문 두드리기",
  refreshText: "액세스 토큰이 만료됐어요. 리프레시 토큰으로 새로 받을 수 있어요.",
  refreshButton: "새로 받기",
};
