import { perSchema } from "./schema";

/**
 * A condition for an INSERT … SELECT, with the user's key as its parameter: the user exists, and is not deleted before the
 * transaction ends. SQLite has one writer at a time.
 */
export const hasUser = perSchema(({ engine, user }) => {
  const lock = engine === "postgresql" ? " FOR KEY SHARE" : "";
  return `EXISTS (SELECT 1 FROM ${user.from} WHERE ${user.id} = ${user.key.fromParam}${lock})`;
});
