import { expect, test } from "vitest";
import { closeStore, openStore } from "@/lib/store/open";
import { UnsuitableDatabaseError } from "@/lib/store/unsuitable";
import { settingsOf } from "@/lib/testing/settings";
import { openTestStore } from "@/lib/testing/store/store";
import { requireAddresses } from "./require_addresses";

test("what needs addresses is refused where users have none, and by name", async () => {
  const database = await openTestStore();
  const { store, sql } = database;
  const mail = { EMAIL_VERIFICATION: "mandatory", EMAIL_HOST: "mail.example.com" };
  requireAddresses(settingsOf({ SIGN_IN_BY: "email", ...mail }), store);
  await sql.query(`CREATE TABLE "plain_user" (
    "id" integer NOT NULL PRIMARY KEY, "password" varchar(128) NOT NULL, "username" varchar(150) NOT NULL UNIQUE)`);
  const plain = { USER_TABLE: "plain_user" };
  const without = await openStore(database.url, settingsOf(plain).userTable);
  requireAddresses(settingsOf(plain), without);
  for (const [settings, name] of [
    [{ SIGN_IN_BY: "both" }, "SIGN_IN_BY"],
    [mail, "EMAIL_VERIFICATION"],
  ] as const) {
    const start = () => requireAddresses(settingsOf({ ...plain, ...settings }), without);
    expect(start).toThrow(UnsuitableDatabaseError);
    expect(start).toThrow(new RegExp(`^${name}=.* the table plain_user has no column .* unset ${name}\\.$`));
  }
  await closeStore(without);
  await database.close();
});
