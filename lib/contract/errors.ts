import type { ErrorCode } from "./codes";
import type { MessageKey } from "./messages";

export type MessageParams = Readonly<Record<string, string | number>>;

/** A text of the catalogue that is not yet in anybody's language. */
export interface Message {
  readonly key: MessageKey;
  readonly params?: MessageParams;
}

/** Why one class of token did not take a token (an entry of simplejwt's `messages`). */
export interface TokenClassMessage {
  readonly tokenClass: string;
  readonly tokenType: string;
  readonly message: Message;
}

interface ApiErrorDetails {
  /** simplejwt's list for "RawSettings token not valid for any token type". */
  readonly messages?: readonly TokenClassMessage[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal that the caller is told about: `{"detail", "code"}` with its status. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    readonly detail: Message,
    readonly details: ApiErrorDetails = {},
  ) {
    super(code);
  }
}

/** The one answer to every sign-in that cannot be (simplejwt's no_active_account). */
export function noActiveAccount(): ApiError {
  return new ApiError(401, "no_active_account", { key: "no_active_account" });
}

/** What is wrong with a body, by field: `{"<field>": ["message", …]}` with status 400, as DRF's ValidationError. */
export class FieldErrors extends Error {
  override readonly name = "FieldErrors";
  constructor(readonly fields: Readonly<Record<string, readonly Message[]>>) {
    super(Object.keys(fields).join(", "));
  }
}
