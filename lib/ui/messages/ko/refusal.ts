import type { en } from "../en/refusal";

export const ko: typeof en = {
  // Each ends in a vowel, so that 는, 가, 를 and 와 follow.
  names: { username: "아이디", password: "비밀번호", email: "이메일 주소", age: "나이" },
  missing: {
    username: "아이디를 입력해 주세요.",
    password: "비밀번호를 입력해 주세요.",
    email: "이메일 주소를 입력해 주세요.",
    age: "나이를 숫자로 입력해 주세요.",
  },
  unusable: "{field}에 쓸 수 없는 글자가 있어요. 다시 입력해 주세요.",
  wrong: {
    max_length: "{field}는 {value}자 이하로 입력해 주세요.",
    max_bytes: "{field}가 너무 길어요. 조금 줄여 주세요.",
    invalid_username: "아이디에는 글자와 숫자, 기호 @.+-_만 쓸 수 있어요.",
    username_taken: "이미 쓰고 있는 아이디예요.",
    email_taken: "이미 가입한 이메일 주소예요.",
    invalid_email: "이메일 주소가 맞는지 확인해 주세요.",
    max_value: "{field}는 {value} 이하로 입력해 주세요.",
    min_value: "{field}는 {value} 이상으로 입력해 주세요.",
    password_too_similar: "{value}와 너무 비슷해요. 다르게 만들어 주세요.",
    password_too_short: {
      one: "{value}자 이상으로 만들어 주세요.",
      other: "{value}자 이상으로 만들어 주세요.",
    },
    password_too_common: "많이 쓰이는 비밀번호라 쉽게 뚫릴 수 있어요.",
    password_forbidden_word: "서비스 이름처럼 짐작하기 쉬운 단어는 빼 주세요.",
    password_entirely_numeric: "숫자가 아닌 글자도 넣어 주세요.",
  },
  codes: {
    no_active_account: "아이디나 비밀번호가 맞지 않아요. 둘 다 다시 확인해 주세요.",
    not_authenticated: "로그인이 풀렸어요. 다시 로그인해 주세요.",
    token_not_valid: "로그인이 풀렸어요. 다시 로그인해 주세요.",
    password_changed: "비밀번호가 바뀌었어요. 다시 로그인해 주세요.",
    throttled: "같은 네트워크에서 너무 여러 번 시도했어요.",
    unavailable: "지금은 서버가 바빠요.",
    too_large: "내용이 너무 길어요. 줄인 뒤 다시 시도해 주세요.",
    cross_site: "다른 사이트에서 보낸 요청으로 보여서 막았어요. 새로고침한 뒤 다시 시도해 주세요.",
    parse_error: null,
    unsupported_media_type: null,
    not_acceptable: null,
    error: "서버에 문제가 생겼어요. 잠시 뒤에 다시 시도해 주세요.",
  },
  unreadable: "입력한 내용을 읽지 못했어요. 새로고침한 뒤 다시 시도해 주세요.",
  network: "서버에 연결하지 못했어요. 인터넷 연결을 확인하고 다시 시도해 주세요.",
  tryAgainIn: "{value} 뒤에 다시 시도해 주세요.",
  tryAgainNow: "이제 다시 시도할 수 있어요.",
};
