-- In a database whose users are a Django project's: our tables as 20261128000000_own_tables leaves them, and none of Django's.

-- That the database was adopted, and how SQLite kept its journal before.
CREATE TABLE "latchkey_adoption" (
    "adopted_at" DATETIME NOT NULL,
    "journal_mode" TEXT
);

CREATE TABLE "latchkey_session" (
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
