import type { en } from "../en/cookies";

export const ko: typeof en = {
  httpsOnly:
    "여기서는 로그인이 유지되지 않아요. 이 사이트의 쿠키는 HTTPS로만 보내는데, 지금은 HTTP로 접속했어요.",
  useHttps: "HTTPS 주소로 접속해 주세요.",
  goTo: (origin) => `${origin} 주소로 접속해 주세요.`,
  otherDomain: (domain) =>
    `여기서는 로그인이 유지되지 않아요. 이 사이트의 쿠키는 ${domain} 주소에서만 쓸 수 있어요.`,
  operator:
    "서버를 운영한다면 HTTPS를 적용해 주세요. HTTPS 없이 시험해 보려면 다음 설정 가운데 하나를 써 주세요.",
  blocked:
    "로그인이 유지되지 않아요. 브라우저가 이 사이트의 쿠키를 막고 있으니, 쿠키를 허용하고 페이지를 새로고침해 주세요.",
};
