/** What forms of the tests are put together from. */

export const MULTIPART = "multipart/form-data; boundary=b";
export const URLENCODED = "application/x-www-form-urlencoded";

/** Lines as an HTTP body has them, one character a byte. */
export function bytes(...lines: string[]): Buffer {
  return Buffer.from(lines.join("\r\n"), "latin1");
}

export const NAME = ['Content-Disposition: form-data; name="username"', "", "kim"];
export const PASSWORD_PART = 'Content-Disposition: form-data; name="password"';
export const PASSWORD = [PASSWORD_PART, "", "correct horse"];
