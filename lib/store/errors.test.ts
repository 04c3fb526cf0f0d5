import { expect, test } from "vitest";
import { isUnavailable, isUniqueViolation } from "./errors";

function failure(message: string, code?: string): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

test.each([
  failure("database is locked", "SQLITE_BUSY"),
  failure("database is locked", "SQLITE_BUSY_SNAPSHOT"),
  failure("The store was closed", "SQLITE_INTERRUPT"),
  failure("connect ECONNREFUSED 127.0.0.1:5432", "ECONNREFUSED"),
  new AggregateError([failure("connect ECONNREFUSED ::1:5432", "ECONNREFUSED")]),
  failure("connect ENOENT /var/run/postgresql/.s.PGSQL.5432", "ENOENT"),
  failure("Client network socket disconnected before secure TLS connection was established", "ECONNRESET"),
  failure("certificate has expired", "ERR_TLS_CERT_ALTNAME_INVALID"),
  failure("getaddrinfo EAI_AGAIN db.example", "EAI_AGAIN"),
  failure("Connection terminated unexpectedly"),
  failure("timeout exceeded when trying to connect"),
  failure("Query read timeout"),
  failure("Cannot use a pool after calling end on the pool"),
  failure("the database system is shutting down", "57P03"),
  failure("sorry, too many clients already", "53300"),
  failure("cannot execute INSERT in a read-only transaction", "25006"),
  failure("database is not currently accepting connections", "55000"),
  failure("canceling statement due to lock timeout", "55P03"),
  // What a Django migration has taken away.
  failure('relation "auth_user" does not exist', "42P01"),
  failure("column u.age does not exist", "42703"),
  failure("no such table: auth_user", "SQLITE_ERROR"),
  failure("no such column: u.age", "SQLITE_ERROR"),
  failure("table auth_user has no column named age", "SQLITE_ERROR"),
])("the database is at fault: %s", (error) => {
  expect(isUnavailable(error)).toBe(true);
});

test.each([
  failure("could not read every row"),
  failure("ENOENT: no such file or directory, open 'x'", "ENOENT"),
  failure("null value in column", "23502"),
  failure('near "SELEC": syntax error', "SQLITE_ERROR"),
  new TypeError("row is undefined"),
  "a text",
  null,
])("the question is: %s", (error) => {
  expect(isUnavailable(error)).toBe(false);
});

const CONSTRAINT = { name: "auth_user_username_key", columns: "auth_user.username" };

test.each([
  failure("UNIQUE constraint failed: auth_user.username", "SQLITE_CONSTRAINT_UNIQUE"),
  // PostgreSQL's words are in its own language.
  Object.assign(failure("중복된 키 값이", "23505"), { constraint: "auth_user_username_key" }),
])("the constraint is violated: %s", (error) => {
  expect(isUniqueViolation(error, CONSTRAINT)).toBe(true);
});

test.each([
  failure("UNIQUE constraint failed: auth_user.username2", "SQLITE_CONSTRAINT_UNIQUE"),
  failure("UNIQUE constraint failed: auth_user.username, auth_user.email", "SQLITE_CONSTRAINT_UNIQUE"),
  failure("UNIQUE constraint failed: other_auth_user.username", "SQLITE_CONSTRAINT_UNIQUE"),
  failure("UNIQUE constraint failed: auth_user.username", "SQLITE_CONSTRAINT_PRIMARYKEY"),
  failure("NOT NULL constraint failed: auth_user.username", "SQLITE_CONSTRAINT_NOTNULL"),
  Object.assign(failure("auth_user_username_key", "23505"), { constraint: "auth_user_pkey" }),
  Object.assign(failure("auth_user_username_key", "23503"), { constraint: "auth_user_username_key" }),
  failure("UNIQUE constraint failed: auth_user.username", "23505"),
  "UNIQUE constraint failed: auth_user.username",
  null,
])("another one is: %s", (error) => {
  expect(isUniqueViolation(error, CONSTRAINT)).toBe(false);
});
