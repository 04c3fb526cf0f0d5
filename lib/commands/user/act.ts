import type { Actor, Outcome } from "@/lib/accounts/staff_acts/act";
import { endAllSignIns } from "@/lib/accounts/staff_acts/end_all_sign_ins";
import { makeResetLink, type NoReset, sendResetMail } from "@/lib/accounts/staff_acts/reset";
import { setAccountActive } from "@/lib/accounts/staff_acts/set_active";
import { setAccountStaff } from "@/lib/accounts/staff_acts/set_staff";
import type { Scope } from "@/lib/scope/scope";
import type { User } from "@/lib/store/users";
import { labelOf } from "./find_person";
import type { Act } from "./options";
import { RefusedError } from "./refused";

/** How each act is told: when it is done, and when it was so already. */
const TOLD: Readonly<Record<Act, { readonly done: string; readonly unchanged: string }>> = {
  deactivate: {
    done: "is deactivated: all its sign-ins have ended, and nobody can sign in to it",
    unchanged: "was deactivated already",
  },
  activate: {
    done: "is active: its owner can sign in again",
    unchanged: "was active already",
  },
  "make-staff": { done: "is staff", unchanged: "was staff already" },
  "remove-staff": { done: "is no longer staff", unchanged: "was not staff" },
  "sign-out": { done: "is signed out everywhere", unchanged: "was signed out already" },
};

const COLUMN = {
  deactivate: "is_active",
  activate: "is_active",
  "make-staff": "is_staff",
  "remove-staff": "is_staff",
  "sign-out": null,
} as const satisfies Record<Act, string | null>;

/** Does it, and says so in a sentence. @throws RefusedError */
export async function act(scope: Scope, actor: Actor, what: Act, user: User): Promise<string> {
  const outcome = await perform(scope, actor, what, user.key);
  if (outcome === "gone" || outcome === "forbidden") throw goneError(user);
  if (outcome === "no_column")
    throw new RefusedError(`The table of the users has no column ${COLUMN[what]}.`);
  return `${labelOf(user)} ${TOLD[what][outcome]}.`;
}

async function perform(scope: Scope, actor: Actor, what: Act, userKey: string): Promise<Outcome> {
  switch (what) {
    case "deactivate":
    case "activate":
      return setAccountActive(scope, actor, userKey, what === "activate");
    case "make-staff":
    case "remove-staff":
      return setAccountStaff(scope, actor, userKey, what === "make-staff");
    case "sign-out":
      return endAllSignIns(scope, actor, userKey);
  }
}

const NO_RESET: Readonly<Record<Exclude<NoReset, "gone" | "forbidden">, string>> = {
  inactive: "is deactivated: activate it first",
  no_password: "has no password to set: others than Latchkey let its owner in",
  no_address: "has no email address",
  mail_off: "gets no mail, since none is sent here (EMAIL_HOST)",
};

/** The link, or what became of its mail. @throws RefusedError */
export async function reset(scope: Scope, actor: Actor, mail: boolean, user: User): Promise<string> {
  const made = mail
    ? await sendResetMail(scope, actor, user.key)
    : await makeResetLink(scope, actor, user.key);
  if (made === "done") return `${labelOf(user)} gets a mail with the link, which the running server sends.`;
  if (typeof made !== "string") return made.url;
  throw made === "gone" || made === "forbidden"
    ? goneError(user)
    : new RefusedError(`${labelOf(user)} ${NO_RESET[made]}.`);
}

function goneError(user: User): RefusedError {
  return new RefusedError(`${labelOf(user)} was deleted at this moment.`);
}
