/** Forms as browsers, libraries and old clients send them. */

import { bytes, MULTIPART, NAME, PASSWORD, PASSWORD_PART, URLENCODED } from "./form_parts";

interface Form {
  readonly contentType: string;
  readonly body: Buffer;
  /** What it says. */
  readonly fields: Readonly<Record<string, string>>;
  /** Whether Django reads something else: it takes parts for UTF-8 and replaces other bytes, and decodes no quoted-printable. */
  readonly differsFromDjango?: true;
}

function utf8(...lines: string[]): Buffer {
  return Buffer.from(lines.join("\r\n"), "utf8");
}

const BOTH = { username: "kim", password: "correct horse" };

export const FORMS: Readonly<Record<string, Form>> = {
  "a browser": {
    contentType: "multipart/form-data; boundary=----WebKitFormBoundaryAbC",
    body: bytes(
      "------WebKitFormBoundaryAbC",
      ...NAME,
      "------WebKitFormBoundaryAbC",
      ...PASSWORD,
      "------WebKitFormBoundaryAbC--",
      "",
    ),
    fields: BOTH,
  },
  ".NET's MultipartFormDataContent": {
    contentType: 'multipart/form-data; boundary="7427efb8-6ce7-4740-9198-d90399842641"',
    body: utf8(
      "--7427efb8-6ce7-4740-9198-d90399842641",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Disposition: form-data; name=username",
      "",
      "김철수",
      "--7427efb8-6ce7-4740-9198-d90399842641",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Disposition: form-data; name=password",
      "",
      "비밀번호 🔑",
      "--7427efb8-6ce7-4740-9198-d90399842641--",
      "",
    ),
    fields: { username: "김철수", password: "비밀번호 🔑" },
  },
  "no blank after semicolons": {
    contentType: "multipart/form-data;boundary=b",
    body: bytes(
      "--b",
      'Content-Disposition:form-data;name="username"',
      "",
      "kim",
      "--b",
      "CONTENT-DISPOSITION: FORM-DATA;NAME=password",
      "",
      "correct horse",
      "--b--",
    ),
    fields: BOTH,
  },
  "text before and after": {
    contentType: MULTIPART,
    body: bytes(
      "This is a message in MIME format.",
      "",
      "--b",
      ...NAME,
      "--b",
      ...PASSWORD,
      "--b--",
      "",
      "The end.",
      "",
    ),
    fields: BOTH,
  },
  "blanks after boundaries, and no line end after the last": {
    contentType: MULTIPART,
    body: bytes("--b  ", ...NAME, "--b\t", ...PASSWORD, "--b--"),
    fields: BOTH,
  },
  "a boundary that begins another line": {
    contentType: MULTIPART,
    body: bytes("--b", ...NAME, "--b", ...PASSWORD, "-b", "--", "--b--"),
    fields: { username: "kim", password: "correct horse\r\n-b\r\n--" },
  },
  "a boundary of signs": {
    contentType: 'multipart/form-data; boundary="a+(b)?*[c]"',
    body: bytes("--a+(b)?*[c]", ...NAME, "--a+(b)?*[c]", ...PASSWORD, "--a+(b)?*[c]--"),
    fields: BOTH,
  },
  "a part without a name, and one without headers": {
    contentType: MULTIPART,
    body: bytes(
      "--b",
      "",
      "x",
      "--b",
      "Content-Disposition: form-data",
      "",
      "x",
      "--b",
      ...NAME,
      "--b",
      ...PASSWORD,
      "--b--",
    ),
    fields: BOTH,
  },
  "line ends and blanks in a value": {
    contentType: MULTIPART,
    body: bytes("--b", ...NAME, "--b", ...PASSWORD, "", " battery ", "", "--b--"),
    fields: { username: "kim", password: "correct horse\r\n\r\n battery \r\n" },
  },
  "further parameters and headers": {
    contentType: `${MULTIPART}; charset=utf-8`,
    body: bytes(
      "--b",
      "X-Note: a; b",
      'Content-Disposition: form-data; x="a;b"; name="username"; filename=""',
      "Content-Length: 3",
      "",
      "kim",
      "--b",
      ...PASSWORD,
      "--b--",
    ),
    fields: BOTH,
  },
  "Apache HttpClient's StringBody": {
    contentType: MULTIPART,
    body: bytes(
      ...[
        "--b",
        'Content-Disposition: form-data; name="username"',
        "Content-Type: text/plain; charset=US-ASCII",
      ],
      ...["Content-Transfer-Encoding: 8bit", "", "kim", "--b", PASSWORD_PART],
      ...[
        "Content-Type: text/plain; charset=ISO-8859-1",
        "Content-Transfer-Encoding: 8bit",
        "",
        "caf\xe9",
        "--b--",
      ],
    ),
    fields: { username: "kim", password: "café" },
    differsFromDjango: true,
  },
  "base64 in a part": {
    contentType: MULTIPART,
    body: bytes(
      "--b",
      ...NAME,
      "--b",
      PASSWORD_PART,
      "Content-Transfer-Encoding: base64",
      "",
      "Y29ycmVj",
      "dCBob3JzZQ==",
      "--b--",
    ),
    fields: BOTH,
  },
  "Indy's quoted-printable": {
    contentType: MULTIPART,
    body: bytes(
      ...["--b", ...NAME, "--b", PASSWORD_PART],
      ...["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", ""],
      ...["caf=C3=A9 =EA=B0=80=3D =", "horse", "--b--"],
    ),
    fields: { username: "kim", password: "café 가= horse" },
    differsFromDjango: true,
  },
  "a name in RFC 5987's form": {
    contentType: MULTIPART,
    body: bytes(
      "--b",
      "Content-Disposition: form-data; name*=utf-8''user%6eame",
      "",
      "kim",
      "--b",
      ...PASSWORD,
      "--b--",
    ),
    fields: BOTH,
  },
  "multipart in EUC-KR": {
    contentType: `${MULTIPART}; charset=euc-kr`,
    body: bytes("--b", ...NAME, "--b", PASSWORD_PART, "", "\xb0\xa1\xb3\xaa\xb4\xd9", "--b--"),
    fields: { username: "kim", password: "가나다" },
  },
  "a urlencoded form": {
    contentType: URLENCODED,
    body: bytes("username=kim&password=correct+horse%26%20%EA%B0%80&x&=&&"),
    fields: { username: "kim", password: "correct horse& 가", x: "", "": "" },
  },
  "a urlencoded form with unescaped UTF-8": {
    contentType: `${URLENCODED}; charset=UTF-8`,
    body: utf8("username=김철수&password=비밀 번호%20%+%zz"),
    fields: { username: "김철수", password: "비밀 번호 % %zz" },
  },
  "a urlencoded form that begins with a question mark": {
    contentType: URLENCODED,
    body: bytes("?username=lee&username=kim&password=correct+horse"),
    fields: { "?username": "lee", username: "kim", password: "correct horse" },
  },
  "a urlencoded form in Latin-1": {
    contentType: `${URLENCODED};charset="Latin-1"`,
    body: bytes("username=kim&password=caf%E9\x85"),
    fields: { username: "kim", password: "café\x85" },
  },
  "a urlencoded form in CP949": {
    contentType: `${URLENCODED}; charset=cp949`,
    body: bytes("username=kim&password=%B0%A1%8Cc\xb0\xa2"),
    fields: { username: "kim", password: "가똠각" },
  },
  "a urlencoded form in Shift_JIS, whose characters may end in a letter": {
    contentType: `${URLENCODED}; charset=shift_jis`,
    body: bytes("username=kim&password=%83A%83C"),
    fields: { username: "kim", password: "アイ" },
  },
};
