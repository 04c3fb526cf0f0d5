import { bytes, MULTIPART, NAME, PASSWORD, PASSWORD_PART, URLENCODED } from "./form_parts";

interface BrokenForm {
  readonly contentType: string;
  readonly body: Buffer;
}

/** Forms that hold no text in their charset, or are cut. */
export const BROKEN_FORMS: Readonly<Record<string, BrokenForm>> = {
  "Latin-1 without saying so": {
    contentType: URLENCODED,
    body: bytes("username=kim&password=caf%E9correct"),
  },
  "another Latin-1 without saying so": {
    contentType: URLENCODED,
    body: bytes("username=kim&password=caf%E8correct"),
  },
  "unescaped Latin-1": { contentType: URLENCODED, body: bytes("username=kim&password=caf\xe9correct") },
  "an unknown charset": {
    contentType: `${URLENCODED}; charset=klingon`,
    body: bytes("username=kim&password=caf%E9correct"),
  },
  "more than ASCII": {
    contentType: `${URLENCODED}; charset=us-ascii`,
    body: bytes("username=kim&password=caf%C3%A9correct"),
  },
  "half a character of EUC-KR": {
    contentType: `${URLENCODED}; charset=euc-kr`,
    body: bytes("username=kim&password=correct%B0"),
  },
  "multipart in Latin-1 without saying so": {
    contentType: MULTIPART,
    body: bytes("--b", ...NAME, "--b", PASSWORD_PART, "", "caf\xe9correct", "--b--"),
  },
  "a multipart without its end": { contentType: MULTIPART, body: bytes("--b", ...NAME, "--b", ...PASSWORD) },
  "a multipart without a boundary": {
    contentType: "multipart/form-data",
    body: bytes("--b", ...NAME, "--b", ...PASSWORD, "--b--"),
  },
  "a multipart with another boundary": {
    contentType: "multipart/form-data; boundary=c",
    body: bytes("--b", ...NAME, "--b", ...PASSWORD, "--b--"),
  },
  "quoted-printable that is none": {
    contentType: MULTIPART,
    body: bytes(
      ...["--b", ...NAME, "--b", PASSWORD_PART],
      ...["Content-Transfer-Encoding: quoted-printable", "", "correct=horse", "--b--"],
    ),
  },
  "an unknown transfer encoding": {
    contentType: MULTIPART,
    body: bytes(
      ...["--b", ...NAME, "--b", PASSWORD_PART],
      ...["Content-Transfer-Encoding: x-uuencode", "", "correct horse", "--b--"],
    ),
  },
  "base64 that is none": {
    contentType: MULTIPART,
    body: bytes(
      "--b",
      ...NAME,
      "--b",
      PASSWORD_PART,
      "Content-Transfer-Encoding: base64",
      "",
      "correct horse",
      "--b--",
    ),
  },
};
