import type { MessageKey } from "./en";

/**
 * The Korean texts: what Django 5.2, DRF 3.16.0 and simplejwt 5.5 answer in Korean, character for character. DRF reworded
 * its Korean after 3.16.0; the older texts are kept, so that the register is one throughout, and newer ones stand only for
 * what 3.16.0 had not translated. Four texts are English because those projects answer a Korean caller in English: the two
 * parse errors (not marked for translation) and "Token is invalid" and "Token is expired" (their translations are not
 * approved yet). All others are Latchkey's own.
 */
export const ko: Readonly<Record<MessageKey, string>> = {
  required: "이 필드는 필수 항목입니다.",
  null: "이 필드는 null일 수 없습니다.",
  blank: "이 필드는 blank일 수 없습니다.",
  invalid_string: "유효한 문자열이 아닙니다.",
  invalid_value: "값이 유효하지 않습니다.",
  max_length: "이 필드의 글자 수가 {max} 이하인지 확인하십시오.",
  max_bytes: "이 필드의 크기가 {max}바이트 이하인지 확인하십시오.",
  // Django's text ends in a space.
  null_characters: "null 문자는 사용할 수 없습니다. ",
  surrogate_characters: "대체(surrogate) 문자는 허용되지 않습니다: U+{code_point}.",
  invalid_username: "유효한 사용자 이름을 입력하세요. 이곳에는 문자, 숫자, @/./+/-/_만 가능합니다.",
  username_taken: "해당 사용자 이름은 이미 존재합니다.",
  email_taken: "해당 이메일 주소를 사용하는 사용자가 이미 존재합니다.",
  invalid_email: "유효한 이메일 주소를 입력하십시오.",
  invalid_integer: "유효한 정수(integer)를 넣어주세요.",
  invalid_boolean: "참 또는 거짓을 나타내는 값(boolean)이어야 합니다.",
  max_string_length: "문자열 값이 너무 큽니다.",
  max_value: "이 값이 {max}보다 작거나 같은지 확인하십시오.",
  min_value: "이 값이 {min}보다 크거나 같은지 확인하십시오.",
  not_a_dictionary: "유효하지 않은 데이터. 딕셔너리(dictionary)대신 {datatype}를 받았습니다.",
  no_data: "데이터가 없습니다.",

  password_too_similar: "비밀번호가 {field}와 너무 유사합니다.",
  password_too_short: "이 비밀번호는 너무 짧습니다. 최소 {min_length}자 이상이어야 합니다.",
  password_too_short_one: "이 비밀번호는 너무 짧습니다. 최소 {min_length}자 이상이어야 합니다.",
  password_too_common: "너무 흔히 사용되는 비밀번호입니다.",
  invalid_code: "코드가 올바르지 않거나 이미 사용되었습니다.",
  no_second_factor: "설정 중이거나 사용 중인 인증 앱이 없습니다.",
  email_code_invalid: "코드가 올바르지 않거나, 만료되었거나, 이미 사용되었습니다.",
  link_invalid: "더 이상 사용할 수 없는 링크입니다. 새 링크를 요청해 주십시오.",
  link_used: "이미 사용한 링크입니다. 이메일 주소가 인증되었습니다.",
  password_breached: "다른 서비스에서 유출된 적이 있는 비밀번호입니다.",
  password_forbidden_word: "서비스 이름처럼 추측하기 쉬운 단어가 비밀번호에 들어 있습니다.",
  password_entirely_numeric: "비밀번호가 전부 숫자로 되어 있습니다.",
  old_password_incorrect: "기존 비밀번호를 잘못 입력하셨습니다. 다시 입력해 주세요.",
  no_password: "이 계정에는 비밀번호가 없어서 변경할 수 없습니다.",
  password_incorrect: "비밀번호를 잘못 입력하셨습니다. 다시 입력해 주세요.",
  reset_link_invalid:
    "비밀번호 초기화 링크가 이미 사용되어 올바르지 않습니다. 비밀번호 초기화를 다시 해주세요.",

  parse_error: "JSON parse error - {reason}",
  malformed_request: "요청을 읽을 수 없습니다.",
  malformed_form: "양식에 지정된 문자 집합(charset)의 글자가 아닌 바이트가 있습니다.",
  multipart_parse_error: "Multipart form parse error - {reason}",
  unsupported_media_type: '요청된 "{media_type}"가 지원되지 않는 미디어 형태입니다.',
  method_not_allowed: '메소드(Method) "{method}"는 허용되지 않습니다.',
  not_found: "찾을 수 없습니다.",
  not_acceptable: "Accept header 요청을 만족할 수 없습니다.",
  too_large: "요청 본문이 너무 큽니다.",
  cross_site: "다른 사이트에서 보낸 요청이므로 거부되었습니다.",
  mfa_required: "이 작업을 하려면 먼저 2단계 로그인을 설정해 주십시오.",
  confirm_required: "로그인한 지 시간이 지났습니다. 계속하려면 비밀번호를 다시 확인해 주십시오.",
  totp_required: "인증 앱의 코드를 입력하십시오.",
  email_verification_required: "이메일 주소를 먼저 인증해 주십시오. 메일을 보내 드렸습니다.",
  challenge_expired: "로그인을 시작한 지 너무 오래되었습니다. 비밀번호부터 다시 입력하십시오.",
  permission_denied: "이 작업을 수행할 권한(permission)이 없습니다.",
  throttled: "요청이 지연(throttled)되었습니다.",
  server_error: "서버 장애가 발생했습니다.",
  unavailable: "서비스를 일시적으로 사용할 수 없습니다. 잠시 후 다시 시도해 주십시오.",

  not_authenticated: "자격 인증데이터(authentication credentials)가 제공되지 않았습니다.",
  no_active_account: "지정된 자격 증명에 해당하는 활성화된 사용자를 찾을 수 없습니다",
  no_active_account_for_token: "지정된 토큰에 해당하는 활성화된 사용자를 찾을 수 없습니다.",
  bad_authorization_header: "인증 헤더에는 공백으로 구분 된 두 개의 값이 포함되어야 합니다",
  user_not_found: "찾을 수 없는 사용자입니다",
  user_inactive: "비활성화된 사용자입니다",
  password_changed: "사용자의 비밀번호가 바뀌었습니다.",

  token_not_valid_for_any_type: "이 토큰은 모든 타입의 토큰에 대해 유효하지 않습니다",
  token_invalid: "Token is invalid",
  token_expired: "Token is expired",
  token_wrong_type: "잘못된 토큰 타입입니다",
  token_no_type: "토큰 타입이 주어지지 않았습니다",
  token_no_id: "토큰에 식별자가 주어지지 않았습니다",
  token_no_exp: "토큰에 '{claim}' 클레임이 없습니다",
  token_claim_expired: "토큰 '{claim}' 클레임이 만료되었습니다",
  token_blacklisted: "블랙리스트에 추가된 토큰입니다",
  token_no_user: "토큰에 사용자 식별자가 포함되어 있지 않습니다",
};
