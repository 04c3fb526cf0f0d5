import { changeAddress } from "../account/change_address";
import { personPage } from "../account_pages";

/** What staff can do to an account, as its page's query names it. */
const ACTS = ["deactivate", "activate", "signout", "password_reset", "end_sign_in"] as const;

export type Act = (typeof ACTS)[number];

/** An act that is asked for; of one sign-in, which. */
export type AskedAct =
  | { readonly act: Exclude<Act, "end_sign_in"> }
  | { readonly act: "end_sign_in"; readonly signIn: string };

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The page that asks whether to do it. */
export function askPage(id: number | string, asked: AskedAct): string {
  return `${personPage(id)}?${new URLSearchParams({ ...asked })}`;
}

/** Where its form posts. @param staff the id of who does it */
export function actAddress(id: number | string, asked: AskedAct, staff: number | string): string {
  const account = `/user/admin/users/${encodeURIComponent(id)}`;
  const next = `${personPage(id)}?${new URLSearchParams({ ...asked, done: "1" })}`;
  return asked.act === "end_sign_in"
    ? changeAddress(`${account}/sessions/${encodeURIComponent(asked.signIn)}`, {
        method: "DELETE",
        user: staff,
        next,
      })
    : changeAddress(`${account}/${asked.act}`, { user: staff, next });
}

/** What a page's query asks for, or says was done. Null where it is neither. */
export function actIn({ act, signIn }: Query): AskedAct | null {
  const known = ACTS.find((each) => each === act);
  if (known !== "end_sign_in") return known === undefined ? null : { act: known };
  return typeof signIn === "string" ? { act: known, signIn } : null;
}
