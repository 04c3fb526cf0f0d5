import { AUTH_USER, type UserMapping } from "@/lib/store/user_mapping";
import type { RawSettings } from "./definitions";

/** Where the users are. */
export function resolveUserTable({ userTable: raw, general, jwt }: RawSettings): UserMapping {
  const { table, key, username, email, age, joined: dateJoined, insertDefaults, useTz } = raw;
  return {
    table,
    key,
    columns: { ...AUTH_USER.columns, username, email, age, dateJoined },
    insertDefaults,
    claims: jwt.tokenClaims,
    timeZone: useTz ? null : general.timeZone,
  };
}
