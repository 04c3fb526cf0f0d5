import { endpointOf, type FormTask, type Mode } from "../mode";
import { announceCredentialChange } from "./credential_changes";
import { type SendOptions, type SendResult, send } from "./send";
import { withTokenLock } from "./token_lock";

/**
 * Signs in, up or out in one mode, and tells the other tabs where that has changed its cookies. Of the token cookies one
 * tab at a time does it.
 */
export async function sendFor(
  mode: Mode,
  task: FormTask | "signout",
  options: SendOptions,
): Promise<SendResult> {
  const request = () => send(endpointOf(mode, task), options);
  const result = await (mode === "token" ? withTokenLock(request) : request());
  if (result.ok) announceCredentialChange({ mode, what: task === "signout" ? "signed-out" : "signed-in" });
  return result;
}
