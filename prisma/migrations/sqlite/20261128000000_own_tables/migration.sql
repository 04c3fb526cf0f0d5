-- Django's tables become Django's: what is ours moves into tables of our own, which name a user by the text of its key.
-- Times get Django's spelling, which compares as text: 2026-11-24 13:02:24.123000.

CREATE TABLE "latchkey_family" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_key" TEXT NOT NULL,
    "password_digest" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL,
    "last_used_at" DATETIME NOT NULL,
    "expires_at" DATETIME NOT NULL,
    "ended_at" DATETIME,
    "address" TEXT,
    "user_agent" TEXT
);

CREATE TABLE "latchkey_token" (
    "jti" TEXT NOT NULL PRIMARY KEY,
    "digest" TEXT NOT NULL,
    "family_id" TEXT,
    "successor_jti" TEXT,
    "created_at" DATETIME NOT NULL,
    "expires_at" DATETIME NOT NULL,
    "rotated_at" DATETIME,
    "blacklisted_at" DATETIME,
    CONSTRAINT "latchkey_token_family_id_fkey" FOREIGN KEY ("family_id") REFERENCES "latchkey_family" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "latchkey_address" (
    "user_key" TEXT NOT NULL PRIMARY KEY,
    "address" TEXT NOT NULL,
    "folded" TEXT NOT NULL,
    "claimed" BOOLEAN NOT NULL
);

-- What happened to an account.
CREATE TABLE "latchkey_event" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "name" TEXT NOT NULL,
    "user_key" TEXT NOT NULL,
    "address" TEXT,
    "facts" TEXT NOT NULL
);

CREATE TABLE "new_session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "key_digest" TEXT NOT NULL,
    "user_key" TEXT NOT NULL,
    "password_digest" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL,
    "last_used_at" DATETIME NOT NULL,
    "expires_at" DATETIME NOT NULL,
    "address" TEXT,
    "user_agent" TEXT
);

-- As Django 5.2 makes it for AbstractUser, and the column age.
CREATE TABLE "new_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "first_name" varchar(150) NOT NULL, "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "age" integer NULL);

-- Ours were spelled 2026-11-24T13:02:24.123+00:00.
UPDATE "auth_user" SET "last_login" = replace(strftime('%Y-%m-%d %H:%M:%f000', "last_login"), '.000000', '') WHERE "last_login" LIKE '%T%';
UPDATE "auth_user" SET "date_joined" = replace(strftime('%Y-%m-%d %H:%M:%f000', "date_joined"), '.000000', '') WHERE "date_joined" LIKE '%T%';
UPDATE "latchkey_session" SET
    "created_at" = replace(strftime('%Y-%m-%d %H:%M:%f000', "created_at"), '.000000', ''),
    "last_used_at" = replace(strftime('%Y-%m-%d %H:%M:%f000', "last_used_at"), '.000000', ''),
    "expires_at" = replace(strftime('%Y-%m-%d %H:%M:%f000', "expires_at"), '.000000', '');
UPDATE "latchkey_tokenfamily" SET
    "created_at" = replace(strftime('%Y-%m-%d %H:%M:%f000', "created_at"), '.000000', ''),
    "last_used_at" = replace(strftime('%Y-%m-%d %H:%M:%f000', "last_used_at"), '.000000', ''),
    "expires_at" = replace(strftime('%Y-%m-%d %H:%M:%f000', "expires_at"), '.000000', ''),
    "ended_at" = replace(strftime('%Y-%m-%d %H:%M:%f000', "ended_at"), '.000000', '');
UPDATE "token_blacklist_outstandingtoken" SET "created_at" = replace(strftime('%Y-%m-%d %H:%M:%f000', "created_at"), '.000000', '') WHERE "created_at" LIKE '%T%';
UPDATE "token_blacklist_outstandingtoken" SET "expires_at" = replace(strftime('%Y-%m-%d %H:%M:%f000', "expires_at"), '.000000', '') WHERE "expires_at" LIKE '%T%';
UPDATE "token_blacklist_outstandingtoken" SET "latchkey_rotated_at" = replace(strftime('%Y-%m-%d %H:%M:%f000', "latchkey_rotated_at"), '.000000', '');
UPDATE "token_blacklist_blacklistedtoken" SET "blacklisted_at" = replace(strftime('%Y-%m-%d %H:%M:%f000', "blacklisted_at"), '.000000', '') WHERE "blacklisted_at" LIKE '%T%';

INSERT INTO "latchkey_family" ("id", "user_key", "password_digest", "created_at", "last_used_at", "expires_at", "ended_at", "address", "user_agent")
SELECT "id", CAST("user_id" AS TEXT), "password_digest", "created_at", "last_used_at", "expires_at", "ended_at", "address", "user_agent"
FROM "latchkey_tokenfamily";

-- Of tokens that Django made only the blacklisted ones; it stores them whole.
INSERT INTO "latchkey_token" ("jti", "digest", "family_id", "successor_jti", "created_at", "expires_at", "rotated_at", "blacklisted_at")
SELECT o."jti", CASE WHEN length(o."token") = 64 THEN o."token" ELSE '' END, o."latchkey_family_id", o."latchkey_successor_jti", COALESCE(o."created_at", b."blacklisted_at"), o."expires_at", o."latchkey_rotated_at", b."blacklisted_at"
FROM "token_blacklist_outstandingtoken" o LEFT JOIN "token_blacklist_blacklistedtoken" b ON b."token_id" = o."id"
WHERE o."latchkey_family_id" IS NOT NULL OR b."id" IS NOT NULL;

-- Claims whose address Django has changed since are none. Domains in another script are noted as empty: the job that fills this table folds them.
INSERT INTO "latchkey_address" ("user_key", "address", "folded", "claimed")
SELECT CAST("id" AS TEXT), CASE WHEN "email" GLOB '*[^ -~]*' OR "email" LIKE '%xn--%' THEN '' ELSE "email" END, "latchkey_email_key", true
FROM "auth_user" WHERE lower("email") = "latchkey_email_key";

INSERT INTO "new_session" ("id", "key_digest", "user_key", "password_digest", "created_at", "last_used_at", "expires_at", "address", "user_agent")
SELECT "id", "key_digest", CAST("user_id" AS TEXT), "password_digest", "created_at", "last_used_at", "expires_at", "address", "user_agent"
FROM "latchkey_session";

INSERT INTO "new_user" ("id", "password", "last_login", "is_superuser", "username", "first_name", "last_name", "email", "is_staff", "is_active", "date_joined", "age")
SELECT "id", "password", "last_login", "is_superuser", "username", "first_name", "last_name", "email", "is_staff", "is_active", "date_joined", "age"
FROM "auth_user";
-- No id is given twice, also after the last user was deleted.
DELETE FROM "sqlite_sequence" WHERE "name" = 'new_user';
INSERT INTO "sqlite_sequence" ("name", "seq") SELECT 'new_user', "seq" FROM "sqlite_sequence" WHERE "name" = 'auth_user';

DROP TABLE "latchkey_session";
ALTER TABLE "new_session" RENAME TO "latchkey_session";
DROP TABLE "auth_user";
ALTER TABLE "new_user" RENAME TO "auth_user";

CREATE UNIQUE INDEX "latchkey_session_key_digest_key" ON "latchkey_session"("key_digest");
CREATE INDEX "latchkey_session_user_key_idx" ON "latchkey_session"("user_key");
CREATE INDEX "latchkey_session_expires_at_idx" ON "latchkey_session"("expires_at");
CREATE INDEX "latchkey_family_user_key_idx" ON "latchkey_family"("user_key");
CREATE INDEX "latchkey_family_expires_at_idx" ON "latchkey_family"("expires_at");
CREATE INDEX "latchkey_token_family_id_idx" ON "latchkey_token"("family_id");
CREATE INDEX "latchkey_token_expires_at_idx" ON "latchkey_token"("expires_at");
CREATE INDEX "latchkey_event_user_key_at_idx" ON "latchkey_event"("user_key", "at");
CREATE INDEX "latchkey_event_at_idx" ON "latchkey_event"("at");
CREATE INDEX "latchkey_address_folded_idx" ON "latchkey_address"("folded");
-- One address, one account, for those who sign up here.
CREATE UNIQUE INDEX "latchkey_address_claim_key" ON "latchkey_address"("folded") WHERE "claimed";
