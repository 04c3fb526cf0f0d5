import type { Description } from "@/lib/commands/adopt/description";

const column = (name: string, type = "CharField") => ({ column: name, type, max_length: null });

/** A project with Django's own users, as describe.py tells of it; `changes` are of its parts. */
export function describedProject(changes: Partial<Description> = {}): Description {
  return { ...PLAIN, ...changes };
}

/** The users of {@link describedProject}. */
export function describedUser(changes: Partial<Description["user"]> = {}): Description["user"] {
  return { ...PLAIN.user, ...changes };
}

const PLAIN: Description = {
  latchkey_describe: 1,
  django: "4.2.16",
  user: {
    model: "auth.User",
    table: "auth_user",
    parent_tables: [],
    database_engine: "django.db.backends.sqlite3",
    key: { field: "id", column: "id", type: "AutoField", database: true },
    username: column("username"),
    username_field: "username",
    username_lookup: "django.contrib.auth.base_user.BaseUserManager.get_by_natural_key",
    email: column("email"),
    age: null,
    date_joined: column("date_joined", "DateTimeField"),
    password: column("password"),
    is_active: column("is_active", "BooleanField"),
    is_staff: column("is_staff", "BooleanField"),
    last_login: column("last_login", "DateTimeField"),
    required: [
      { column: "password", type: "CharField", unique: false },
      { column: "is_superuser", type: "BooleanField", unique: false, value: false },
      { column: "username", type: "CharField", unique: true },
      { column: "first_name", type: "CharField", unique: false, value: "" },
      { column: "email", type: "CharField", unique: false, value: "" },
      { column: "is_active", type: "BooleanField", unique: false, value: true },
      {
        column: "date_joined",
        type: "DateTimeField",
        unique: false,
        callable: "django.utils.timezone.now",
      },
    ],
  },
  password_hashers: [
    {
      algorithm: "pbkdf2_sha256",
      class: "django.contrib.auth.hashers.PBKDF2PasswordHasher",
      iterations: 600_000,
    },
  ],
  password_validators: [],
  password_reset_timeout: 259_200,
  authentication_backends: ["django.contrib.auth.backends.ModelBackend"],
  session: {
    engine: "django.contrib.sessions.backends.db",
    serializer: "django.contrib.sessions.serializers.JSONSerializer",
    cookie_name: "sessionid",
    cookie_domain: null,
    cookie_age: 1_209_600,
    expire_at_browser_close: false,
    save_every_request: false,
    installed: true,
  },
  secret_key: { set: true, insecure: false, fallbacks: 0 },
  simplejwt: { version: "5.3.1", settings: {}, unknown_settings: [], blacklist: true },
  authtoken: false,
  time_zone: "UTC",
  use_tz: true,
  language_code: "en-us",
};
