import type { MailContent, MailFacts, MailTexts } from "../content";

const greeting = ({ username }: MailFacts) => `안녕하세요, ${username} 님.`;
const NOTHING_TO_DO = "직접 하신 일이라면 아무것도 하지 않으셔도 돼요.";

/** How the owner gets an account back that somebody else has changed. */
function newPassword({ resetUrl }: MailFacts): Pick<MailContent, "link"> {
  return { link: { label: "새 비밀번호 설정하기", url: resetUrl } };
}

const tellTheSite = ({ site }: MailFacts) => `직접 하신 일이 아니라면 ${site} 운영자에게 알려 주세요.`;

export const ko: MailTexts = {
  password_changed: (facts) => ({
    subject: `${facts.site} 비밀번호가 변경되었어요`,
    paragraphs: [
      greeting(facts),
      `${facts.at}에 ${facts.site} 계정의 비밀번호가 변경되었어요. 다른 곳에서는 모두 로그아웃되었어요.`,
      NOTHING_TO_DO,
      "직접 하신 일이 아니라면 지금 바로 새 비밀번호를 설정해 주세요.",
    ],
    ...newPassword(facts),
  }),
  email_changed: (facts) => ({
    subject: `${facts.site} 이메일 주소가 변경되었어요`,
    paragraphs: [
      greeting(facts),
      `${facts.at}에 ${facts.site} 계정의 이메일 주소가 변경되었어요. 이제 계정에 관한 메일은 이 주소로 오지 않아요.`,
      NOTHING_TO_DO,
      tellTheSite(facts),
    ],
  }),
  username_changed: (facts) => ({
    subject: `${facts.site} 아이디가 변경되었어요`,
    paragraphs: [
      greeting(facts),
      `${facts.at}에 ${facts.site} 계정의 아이디가 변경되었어요. 새 아이디: ${facts.newUsername}`,
      "앞으로는 새 아이디로 로그인해 주세요.",
      NOTHING_TO_DO,
      "직접 하신 일이 아니라면 지금 바로 새 비밀번호를 설정해 주세요.",
    ],
    ...newPassword(facts),
  }),
  totp_enabled: (facts) => ({
    subject: `${facts.site} 계정에 인증 앱이 연결되었어요`,
    paragraphs: [
      greeting(facts),
      `${facts.at}부터 ${facts.site} 계정에 로그인할 때 인증 앱의 코드도 입력해야 해요. 다른 곳에서는 모두 로그아웃되었어요.`,
      "휴대폰이 없어도 찾을 수 있는 곳에 복구 코드를 보관해 주세요.",
      NOTHING_TO_DO,
      tellTheSite(facts),
    ],
  }),
  totp_disabled: (facts) => ({
    subject: `${facts.site} 계정에서 인증 앱이 해제되었어요`,
    paragraphs: [
      greeting(facts),
      `${facts.at}에 ${facts.site} 계정에서 인증 앱이 해제되었어요. 이제 비밀번호만으로 로그인해요. 다른 곳에서는 모두 로그아웃되었어요.`,
      NOTHING_TO_DO,
      "직접 하신 일이 아니라면 지금 바로 새 비밀번호를 설정해 주세요.",
    ],
    ...newPassword(facts),
  }),
  recovery_codes_renewed: (facts) => ({
    subject: `${facts.site} 계정의 복구 코드가 새로 만들어졌어요`,
    paragraphs: [
      greeting(facts),
      `${facts.at}에 ${facts.site} 계정의 복구 코드가 새로 만들어졌어요. 예전 복구 코드는 이제 쓸 수 없어요.`,
      NOTHING_TO_DO,
      "직접 하신 일이 아니라면 지금 바로 새 비밀번호를 설정해 주세요.",
    ],
    ...newPassword(facts),
  }),
  recovery_code_used: (facts) => ({
    subject: `${facts.site} 계정의 복구 코드가 사용되었어요`,
    paragraphs: [
      greeting(facts),
      `${facts.at}에 인증 앱의 코드 대신 ${facts.site} 계정의 복구 코드 하나가 사용되었어요.`,
      NOTHING_TO_DO,
      "직접 하신 일이 아니라면 지금 바로 새 비밀번호를 설정해 주세요.",
    ],
    ...newPassword(facts),
  }),
  account_deleted: (facts) => ({
    subject: `${facts.site} 계정이 삭제되었어요`,
    paragraphs: [
      greeting(facts),
      `${facts.at}에 ${facts.site} 계정과 계정에 속한 정보가 모두 삭제되었어요. 이 계정에 관한 메일은 이번이 마지막이에요.`,
      tellTheSite(facts),
    ],
  }),
  account_deactivated: (facts) => ({
    subject: `${facts.site} 계정이 비활성화되었어요`,
    paragraphs: [
      greeting(facts),
      `${facts.at}에 ${facts.site} 계정이 비활성화되었어요. 이제 아무도 이 계정으로 로그인할 수 없어요.`,
      tellTheSite(facts),
    ],
  }),
  deactivated_by_staff: (facts) => ({
    subject: `${facts.site} 계정이 비활성화되었어요`,
    paragraphs: [
      greeting(facts),
      `${facts.at}에 ${facts.site} 운영자가 계정을 비활성화했어요. 모든 곳에서 로그아웃되었고, 이제 아무도 이 계정으로 로그인할 수 없어요.`,
      "착오가 있다고 생각하시면 운영자에게 알려 주세요.",
    ],
  }),
  account_activated: (facts) => ({
    subject: `${facts.site} 계정이 다시 활성화되었어요`,
    paragraphs: [
      greeting(facts),
      `${facts.at}에 ${facts.site} 운영자가 계정을 다시 활성화했어요. 예전처럼 로그인하실 수 있어요.`,
    ],
  }),
  password_reset: (facts) => ({
    subject: `${facts.site} 새 비밀번호를 설정해 주세요`,
    paragraphs: [
      greeting(facts),
      `${facts.site} 계정의 새 비밀번호 설정 요청을 받았어요. 아이디: ${facts.username}`,
      "직접 요청하셨다면 아래 링크에서 새 비밀번호를 설정해 주세요.",
    ],
    ...newPassword(facts),
    closing: [
      `링크는 ${facts.validFor} 동안 한 번만 쓸 수 있어요.`,
      "요청하신 적이 없다면 이 메일을 무시해 주세요. 비밀번호는 그대로예요.",
    ],
  }),
  email_verification: (facts) => ({
    subject: `${facts.site} 이메일 주소를 인증해 주세요`,
    paragraphs: [
      greeting(facts),
      `${facts.site} 계정에 이 이메일 주소가 입력되었어요. 사용자 이름: ${facts.username}`,
      `직접 입력하셨다면 인증 화면에 이 코드를 입력해 주세요: ${facts.code}`,
      "아래 링크에서 인증하셔도 돼요.",
    ],
    link: { label: "이메일 주소 인증하기", url: facts.proofUrl },
    closing: [
      `코드와 링크는 ${facts.validFor} 동안 한 번만 쓸 수 있어요.`,
      "입력하신 적이 없다면 이 메일을 무시해 주세요. 주소는 인증되지 않아요.",
    ],
  }),
};
