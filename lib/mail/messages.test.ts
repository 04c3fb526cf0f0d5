import { expect, it } from "vitest";
import { withServer } from "@/lib/testing/server";
import { emailChangedMail, passwordChangedMail, usernameChangedMail } from "./messages";

const USER = { key: "1", username: "mseo", email: "Mseo@naver.com" };

it("a mail is a row of the transaction that causes it, to the address as it is stored", () =>
  withServer({}, async ({ store, settings, sql, clock }) => {
    const scope = { store, settings, now: new Date(clock.now()) };
    const steps = [
      ...passwordChangedMail(scope, { user: USER, language: "ko" }),
      ...usernameChangedMail(scope, { user: USER, language: "en", newUsername: "minseo" }),
    ];
    const failing = { sql: "INSERT INTO latchkey_outbox (id) VALUES (?)", params: ["incomplete"] };
    await expect(store.statements.write([...steps, failing])).rejects.toThrow();
    expect(await sql.count("latchkey_outbox")).toBe(0);

    await store.statements.write(steps);
    const rows = await sql.query<{ kind: string; user_key: string; facts: string }>(
      "SELECT kind, user_key, facts FROM latchkey_outbox WHERE tries = 0 AND due_at = created_at ORDER BY kind",
    );
    const common = { address: "Mseo@naver.com", username: "mseo" };
    expect(rows.map(({ facts, ...row }) => ({ ...row, ...JSON.parse(facts) }))).toEqual([
      { kind: "password_changed", user_key: "1", language: "ko", ...common },
      { kind: "username_changed", user_key: "1", language: "en", new_username: "minseo", ...common },
    ]);
  }));

it("nobody writes to a user without an address", () =>
  withServer({}, async ({ store, settings, clock }) => {
    const scope = { store, settings, now: new Date(clock.now()) };
    expect(emailChangedMail(scope, { user: { ...USER, email: "" }, language: "en" })).toEqual([]);
  }));
