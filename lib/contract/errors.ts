import { ERROR_CODES, type ErrorCode } from "./codes";
import type { SetCookie } from "./cookie";
import type { FieldMessageKey } from "./field_messages";
import type { MessageKey } from "./messages";

export type MessageParams = Readonly<Record<string, string | number>>;

/** A message of the catalogue that is not yet translated. */
export interface Message {
  readonly key: MessageKey;
  readonly params?: MessageParams;
}

/** A message about a field. */
export interface FieldMessage extends Message {
  readonly key: FieldMessageKey;
}

/** Why one class of token did not take a token (an entry of simplejwt's `messages`). */
export interface TokenClassMessage {
  readonly tokenClass: string;
  readonly tokenType: string;
  readonly message: Message;
}

/**
 * The one way to refuse a request: any function throws it, and lib/http answers with it, to programs in JSON, to form posts
 * with a redirect back to the form. Its cookies are set with the response.
 */
export abstract class Refusal extends Error {
  abstract readonly status: number;
  readonly cookies: readonly SetCookie[] = [];

  /** @returns the same refusal with further cookies, to be thrown */
  with(cookies: readonly SetCookie[]): this {
    return Object.create(this, { cookies: { value: [...this.cookies, ...cookies] } });
  }
}

interface ApiErrorDetails {
  /** Where it differs from the status of the code in {@link ERROR_CODES}. */
  readonly status?: number;
  /** simplejwt's list for "Given token not valid for any token type". */
  readonly messages?: readonly TokenClassMessage[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Names the sign-in that a code is asked for; programs send it back with the code. */
  readonly challenge?: string | undefined;
}

/** `{"detail", "code"}`, with the status and the text that {@link ERROR_CODES} gives the code unless told otherwise. */
export class ApiError extends Refusal {
  override readonly name = "ApiError";
  readonly status: number;
  constructor(
    readonly code: ErrorCode,
    readonly detail: Message = { key: ERROR_CODES[code].message },
    readonly details: ApiErrorDetails = {},
  ) {
    super(code);
    this.status = details.status ?? ERROR_CODES[code].status;
  }
}

/** What is wrong with a body, by field: `{"<field>": ["message", …]}` with status 400, as DRF's ValidationError. */
export class FieldErrors extends Refusal {
  override readonly name = "FieldErrors";
  readonly status = 400;
  constructor(readonly fields: Readonly<Record<string, readonly FieldMessage[]>>) {
    super(Object.keys(fields).join(", "));
  }
}
