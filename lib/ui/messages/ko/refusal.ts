import type { en } from "../en/refusal";

type Texts = typeof en;
type Field = Parameters<Texts["wrong"]["required"]>[0];

/** Each ends in a vowel, so that 는, 가, 를 and 와 follow. */
const names: Readonly<Record<Field, string>> = {
  username: "아이디",
  password: "비밀번호",
  email: "이메일 주소",
  age: "나이",
};

const enterAge = "나이를 숫자로 입력해 주세요.";
const missing = (field: Field) => (field === "age" ? enterAge : `${names[field]}를 입력해 주세요.`);
const unusable = (field: Field) => `${names[field]}에 쓸 수 없는 글자가 있어요. 다시 입력해 주세요.`;
const unreadable = "입력한 내용을 읽지 못했어요. 새로고침한 뒤 다시 시도해 주세요.";

const wrong: Texts["wrong"] = {
  required: missing,
  null: missing,
  blank: missing,
  invalid_string: unusable,
  invalid_value: unusable,
  null_characters: unusable,
  surrogate_characters: unusable,
  max_length: (field, max) => `${names[field]}는 ${max}자 이하로 입력해 주세요.`,
  max_bytes: (field) => `${names[field]}가 너무 길어요. 조금 줄여 주세요.`,
  invalid_username: () => "아이디에는 글자와 숫자, 기호 @.+-_만 쓸 수 있어요.",
  username_taken: () => "이미 쓰고 있는 아이디예요.",
  email_taken: () => "이미 가입한 이메일 주소예요.",
  invalid_email: () => "이메일 주소가 맞는지 확인해 주세요.",
  invalid_integer: () => enterAge,
  max_string_length: () => enterAge,
  max_value: (field, max) => `${names[field]}는 ${max} 이하로 입력해 주세요.`,
  min_value: (field, min) => `${names[field]}는 ${min} 이상으로 입력해 주세요.`,
  password_too_similar: (_field, other) =>
    `${other === "email" ? names.email : names.username}와 너무 비슷해요. 다르게 만들어 주세요.`,
  password_too_short: (_field, min) => `${min}자 이상으로 만들어 주세요.`,
  password_too_common: () => "많이 쓰이는 비밀번호라 쉽게 뚫릴 수 있어요.",
  password_forbidden_word: () => "서비스 이름처럼 짐작하기 쉬운 단어는 빼 주세요.",
  password_entirely_numeric: () => "숫자가 아닌 글자도 넣어 주세요.",
  no_data: () => unreadable,
  not_a_dictionary: () => unreadable,
  token_blacklisted: () => unreadable,
};

const codes: Texts["codes"] = {
  no_active_account: "아이디나 비밀번호가 맞지 않아요. 둘 다 다시 확인해 주세요.",
  not_authenticated: "로그인이 풀렸어요. 다시 로그인해 주세요.",
  token_not_valid: "로그인이 풀렸어요. 다시 로그인해 주세요.",
  password_changed: "비밀번호가 바뀌었어요. 다시 로그인해 주세요.",
  throttled: "같은 네트워크에서 너무 여러 번 시도했어요.",
  unavailable: "지금은 서버가 바빠요.",
  too_large: "내용이 너무 길어요. 줄인 뒤 다시 시도해 주세요.",
  cross_site: "다른 사이트에서 보낸 요청으로 보여서 막았어요. 새로고침한 뒤 다시 시도해 주세요.",
  parse_error: unreadable,
  unsupported_media_type: unreadable,
  not_acceptable: unreadable,
  error: "서버에 문제가 생겼어요. 잠시 뒤에 다시 시도해 주세요.",
};

export const ko: Texts = {
  wrong,
  codes,
  unreadable,
  network: "서버에 연결하지 못했어요. 인터넷 연결을 확인하고 다시 시도해 주세요.",
  tryAgainIn: (time) => `${time} 뒤에 다시 시도해 주세요.`,
  tryAgainNow: "이제 다시 시도할 수 있어요.",
};
