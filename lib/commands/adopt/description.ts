import { z } from "zod";

/** What docs/django/describe.py calls the format that it writes. */
const FORMAT = 1;

/** A file is no description of a Django project; the message is a sentence that says what to do. */
export class DescriptionError extends Error {}

const column = z.object({ column: z.string(), type: z.string(), max_length: z.number().nullable() });

/** What a new row has in a column: a plain value, what a Python function makes, or what the database makes. */
const filled = {
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  callable: z.string().optional(),
  database: z.boolean().optional(),
};

const requiredColumn = z.object({ column: z.string(), type: z.string(), unique: z.boolean(), ...filled });
export type RequiredColumn = z.infer<typeof requiredColumn>;

const user = z.object({
  model: z.string(),
  table: z.string(),
  parent_tables: z.array(z.string()),
  database_engine: z.string().nullable(),
  key: z.object({ field: z.string(), column: z.string(), type: z.string(), ...filled }),
  username: column,
  username_field: z.string(),
  username_lookup: z.string().nullable(),
  email: column.nullable(),
  age: column.nullable(),
  date_joined: column.nullable(),
  password: column.nullable(),
  is_active: column.nullable(),
  is_staff: column.nullable(),
  last_login: column.nullable(),
  required: z.array(requiredColumn),
});

const description = z.object({
  latchkey_describe: z.literal(FORMAT),
  django: z.string(),
  user,
  password_hashers: z.array(
    z.object({
      algorithm: z.string(),
      class: z.string(),
      iterations: z.number().optional(),
      rounds: z.number().optional(),
      time_cost: z.number().optional(),
      memory_cost: z.number().optional(),
      parallelism: z.number().optional(),
      work_factor: z.number().optional(),
      block_size: z.number().optional(),
    }),
  ),
  password_validators: z.array(z.object({ name: z.string(), options: z.record(z.string(), z.json()) })),
  /** seconds */
  password_reset_timeout: z.number(),
  authentication_backends: z.array(z.string()),
  session: z.object({
    engine: z.string(),
    serializer: z.string(),
    cookie_name: z.string(),
    cookie_domain: z.string().nullable(),
    /** seconds */
    cookie_age: z.number(),
    expire_at_browser_close: z.boolean(),
    save_every_request: z.boolean(),
    installed: z.boolean(),
  }),
  secret_key: z.object({ set: z.boolean(), insecure: z.boolean(), fallbacks: z.number() }),
  /** null: not installed */
  simplejwt: z
    .object({
      version: z.string().nullable(),
      /** Those that differ from simplejwt's defaults; durations in seconds, of keys their kind. */
      settings: z.record(z.string(), z.json()),
      unknown_settings: z.array(z.string()),
      blacklist: z.boolean(),
    })
    .nullable(),
  authtoken: z.boolean(),
  time_zone: z.string().nullable(),
  use_tz: z.boolean(),
  language_code: z.string(),
});

/** A Django project, as docs/django/describe.py tells of it. */
export type Description = z.infer<typeof description>;

const HOW = "Write it anew: python manage.py shell < describe.py > django.json";

/**
 * Reads what docs/django/describe.py printed, whatever the project printed before or after it (Django 5.2's shell says what
 * it has imported).
 * @throws DescriptionError
 */
export function readDescription(text: string): Description {
  const value = jsonIn(text);
  const format = z.object({ latchkey_describe: z.json() }).safeParse(value).data?.latchkey_describe;
  if (format === undefined)
    throw new DescriptionError(`This is not what docs/django/describe.py prints. ${HOW}`);
  if (format !== FORMAT)
    throw new DescriptionError(
      `This description has the format ${JSON.stringify(format)}, and this version of Latchkey reads ${FORMAT}. ${HOW} (with the describe.py of this version)`,
    );
  const { data, error } = description.safeParse(value);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw new DescriptionError(
    `This description is not as describe.py writes it (${issue?.path.join(".")}: ${issue?.message}). ${HOW}`,
  );
}

/** @returns undefined where there is none */
function jsonIn(text: string): unknown {
  const [printed] = /^\{\s*"latchkey_describe"[\s\S]*?^\}/m.exec(text) ?? [];
  try {
    return JSON.parse(printed ?? text);
  } catch {
    return undefined;
  }
}
