import type { User } from "@/lib/store/users";

/** What the hash of an account without a password begins with (django.contrib.auth.hashers.UNUSABLE_PASSWORD_PREFIX). */
const UNUSABLE = "!";

/** Whether the account has a password, or is one that only others let in (AbstractBaseUser.has_usable_password). */
export function hasUsablePassword({ password }: Pick<User, "password">): boolean {
  return !password.startsWith(UNUSABLE);
}

/** Whether a link may set a new password: for active users who have one. */
export function canReset(user: Pick<User, "isActive" | "password">): boolean {
  return user.isActive && hasUsablePassword(user);
}
