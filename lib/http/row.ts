import type { z } from "zod";
import { type AccountShape, USUAL_SHAPE } from "@/lib/contract/account_shape";
import type { ErrorCode } from "@/lib/contract/codes";
import type { FieldMessage } from "@/lib/contract/errors";
import type { Mode } from "@/lib/contract/mode";
import type { Scope } from "@/lib/scope/scope";
import type { Caller } from "@/lib/sessions/caller";
import type { Call, Reply } from "@/lib/usecases/call";
import type { Access, CredentialFor } from "./access";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** The response with a status: its description, and the schema of its body; null where there is none. */
interface ResponseDefinition {
  readonly description: string;
  readonly body: z.ZodType | null;
}

interface RowData {
  readonly method: Method;
  /** Segments like `{id}` are its parameters. */
  readonly path: `/${string}`;
  /** The view's name, as DRF's OPTIONS metadata tells it. */
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  readonly access: Access;
  /** The success responses, by status. */
  readonly responses: Readonly<Record<number, ResponseDefinition>>;
  /** Codes it may refuse with, besides those that follow from its other columns (see openapi.ts). */
  readonly refusals: readonly ErrorCode[];
  /** A status other than the code's own. */
  readonly refusalStatus?: Readonly<Partial<Record<ErrorCode, number>>>;
  /** The page to which a browser that opens the address is redirected. A form of that page may post here. */
  readonly page?: `/${string}`;
  /**
   * The pages whose forms may post here, for an address that redirects to no page. A form says by `?next=` which of them it
   * stands on; without it stands on the first. Of all but the first a part may be any, as in `/admin/users/{id}`.
   */
  readonly formPages?: readonly [`/${string}`, ...`/${string}`[]];
  /** The page whose form posts here with any other `?next=`, where that is none of those. */
  readonly nextFormPage?: `/${string}`;
  /** The page that a form post leads to which is refused with `totp_required`: it asks for the code. */
  readonly codePage?: `/${string}`;
  /** It signs out: a form post without `?next=` leads to LOGOUT_REDIRECT_URL, where that is set. */
  readonly signsOut?: boolean;
  /** The mode that it signs in by: refused where SIGN_IN_MODES lacks it. */
  readonly mode?: Mode;
  /** Repeating the call changes nothing: a form post that is refused with 401 or 403 counts as success. */
  readonly idempotent?: boolean;
  /** The limit that a call counts against: passwords (a sign-in's, or of who is signed in), what sign-up tells, codes, mails, changes. */
  readonly limit?: "sign_in" | "sign_up" | "code" | "mail" | "change";
}

/** The schema of a body, or how it follows from what accounts have here. */
type BodyOf<Schema extends z.ZodObject> = Schema | ((shape: AccountShape) => Schema);

/** One endpoint: everything that the server, its documents and its tests know of it. */
export interface Row extends RowData {
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: BodyOf<z.ZodObject>;
  /** The fields that the documents' example has, where it is not those that are required (or else the first). */
  readonly exampleFields?: readonly string[];
  /** What else is wrong with a body, found with the fields that are well formed. */
  problems?(
    scope: Scope,
    caller: Caller,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, FieldMessage[]>>;
  run(call: Call): Promise<Reply>;
}

/**
 * The schema of a row's body; undefined where it has none.
 * @param shape is called for those bodies only that depend on it
 */
export function bodySchema(
  { body }: Pick<Row, "body">,
  shape: () => AccountShape = () => USUAL_SHAPE,
): z.ZodObject | undefined {
  return typeof body === "function" ? body(shape()) : body;
}

/** A row whose use case takes what its schemas give, and the credential that its access promises. */
export function row<
  const Path extends `/${string}`,
  A extends Access,
  Body extends z.ZodObject,
  Params extends z.ZodObject,
  Query extends z.ZodObject,
>(
  definition: RowData & {
    readonly path: Path;
    readonly access: A;
    readonly params?: Params;
    readonly query?: Query;
    readonly body?: BodyOf<Body>;
    readonly exampleFields?: readonly (keyof z.input<Body> & string)[];
    problems?(
      scope: Scope,
      caller: Caller,
      input: Partial<z.output<Body>>,
    ): Promise<Record<string, FieldMessage[]>>;
    run(call: Call<z.output<Body>, CredentialFor<A>, z.output<Params>, z.output<Query>>): Promise<Reply>;
  },
): Row & { readonly path: Path } {
  return definition;
}
