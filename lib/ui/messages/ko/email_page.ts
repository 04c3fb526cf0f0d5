import type { en } from "../en/email_page";

export const ko: typeof en = {
  confirmTitle: "이메일 주소 인증하기",
  confirmText: "버튼을 누르면 이 이메일 주소가 인증돼요.",
  confirmButton: "인증하기",
  title: "이메일 주소를 인증해 주세요",
  text: "링크와 코드가 담긴 메일을 보내 드렸어요. 링크를 열거나 여기에 코드를 입력해 주세요.",
  label: "인증 코드",
  hint: "메일에 있는 여섯 자리 숫자예요.",
  codeButton: "인증하기",
  resendText: "메일이 오지 않았나요? 스팸함을 확인하거나 다시 받아 주세요.",
  resendButton: "메일 다시 받기",
  sent: "인증할 주소가 있으면 곧 새 메일이 도착해요. 이전 메일의 링크와 코드는 더 이상 쓸 수 없어요.",
  laterLink: "나중에 하기",
  verifiedTitle: "이메일 주소가 인증되었어요",
  verifiedText: "여기서 더 하실 일은 없어요.",
  usedText: "이미 사용한 링크예요. 여기서 더 하실 일은 없어요.",
  goOnLink: "계속하기",
  unverified: "이메일 주소가 아직 인증되지 않았어요.",
  pending: (address: string) => `새 주소(${address})를 인증하면 이메일이 바뀌어요.`,
  verifyLink: "지금 인증하기",
};
