import { FieldErrors, type FieldMessage } from "@/lib/contract/errors";
import type { PasswordChangeInput } from "@/lib/contract/fields";
import { makePassword } from "@/lib/credentials/passwords/make_password";
import type { Scope } from "@/lib/scope/scope";
import type { User } from "@/lib/store/users";
import { type Client, requesterOf } from "./client";
import { confirmPassword } from "./match_password";
import { passwordProblems } from "./password_problems";
import { hasUsablePassword } from "./usable_password";

/**
 * The hash of a signed-in user's new password (django.contrib.auth.forms.PasswordChangeForm): checks the old password, the same
 * work whether it is right or wrong, and what is wrong with the new one.
 * @throws FieldErrors where the account has no password, the old one is wrong, the new one is too weak
 * @throws ApiError 429 throttled
 */
export async function hashNewPassword(
  scope: Scope,
  client: Client,
  user: User,
  { old_password: old, new_password: password }: PasswordChangeInput,
): Promise<string> {
  if (!hasUsablePassword(user)) throw new FieldErrors({ old_password: [{ key: "no_password" }] });
  const weak = await passwordProblems(scope, password, user);
  const isRight = await confirmPassword(scope, client, user, old);
  const wrong: FieldMessage[] = isRight ? [] : [{ key: "old_password_incorrect" }];
  if (wrong.length + weak.length > 0)
    throw new FieldErrors({
      ...(wrong.length > 0 ? { old_password: wrong } : {}),
      ...(weak.length > 0 ? { new_password: weak } : {}),
    });
  return makePassword(password, scope.settings.passwords, requesterOf(client, user.username));
}
