import type { Definition, ValuesOf } from "./definition";
import { app } from "./groups/app";
import { events } from "./groups/events";
import { general } from "./groups/general";
import { jwt } from "./groups/jwt";
import { limits } from "./groups/limits";
import { mail } from "./groups/mail";
import { passwords } from "./groups/passwords";
import { redirects } from "./groups/redirects";
import { session } from "./groups/session";
import { tokenCookies } from "./groups/token_cookies";
import { userTable } from "./groups/user_table";
import { users } from "./groups/users";

/** The settings in the order of the documents, by their headings there. */
export const groups = {
  General: general,
  Redirects: redirects,
  Users: users,
  "Name and look": app,
  "User table": userTable,
  "Tokens (SIMPLE_JWT)": jwt,
  "Token cookies": tokenCookies,
  Sessions: session,
  Passwords: passwords,
  Limits: limits,
  Mail: mail,
  Events: events,
};

/** Every setting as it was given, or its own default; undefined where others decide. */
export interface RawSettings {
  readonly general: ValuesOf<typeof general>;
  readonly redirects: ValuesOf<typeof redirects>;
  readonly users: ValuesOf<typeof users>;
  readonly app: ValuesOf<typeof app>;
  readonly userTable: ValuesOf<typeof userTable>;
  readonly jwt: ValuesOf<typeof jwt>;
  readonly tokenCookies: ValuesOf<typeof tokenCookies>;
  readonly session: ValuesOf<typeof session>;
  readonly passwords: ValuesOf<typeof passwords>;
  readonly limits: ValuesOf<typeof limits>;
  readonly mail: ValuesOf<typeof mail>;
  readonly events: ValuesOf<typeof events>;
}

/** The name of an environment variable of a group. */
export type SettingName<Group> = NameOf<Group[keyof Group]>;
type NameOf<D> = D extends Definition<unknown, infer Name> ? Name : never;

/** The definition of every setting. */
export function allDefinitions(): Definition<unknown>[] {
  return Object.values(groups).flatMap((group): Definition<unknown>[] => Object.values(group));
}

/** Every environment variable that is a setting. */
export function settingNames(): string[] {
  return allDefinitions().flatMap(({ name, secret }) =>
    secret === undefined ? [name] : [name, `${name}_FILE`],
  );
}
