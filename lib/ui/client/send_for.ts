import { endpointOf, type Mode } from "../mode";
import { type SendOptions, type SendResult, send } from "./send";
import { withTokenLock } from "./token_lock";

/** Signs in, up or out in one mode. Where that changes the token cookies, one tab at a time does it. */
export function sendFor(
  mode: Mode,
  task: "signin" | "signup" | "signout",
  options: SendOptions,
): Promise<SendResult> {
  const request = () => send(endpointOf(mode, task), options);
  return mode === "token" ? withTokenLock(request) : request();
}
