import type { Reply } from "./call";

/** Where password managers send somebody who is to change their password (the W3C's well-known URL for that). */
export async function changePasswordPage(): Promise<Reply> {
  return { redirect: "/account?edit=password#edit-password", status: 302 };
}
