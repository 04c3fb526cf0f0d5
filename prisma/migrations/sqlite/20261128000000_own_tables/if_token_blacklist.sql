-- A Django project has joined the database, and its simplejwt uses these tables: they become as it would have made them.
CREATE TABLE "new_outstanding" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token" text NOT NULL, "created_at" datetime NULL, "expires_at" datetime NOT NULL, "user_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "jti" varchar(255) NOT NULL UNIQUE);
INSERT INTO "new_outstanding" ("id", "token", "created_at", "expires_at", "user_id", "jti")
SELECT "id", "token", "created_at", "expires_at", "user_id", "jti" FROM "token_blacklist_outstandingtoken";
DROP TABLE "token_blacklist_outstandingtoken";
ALTER TABLE "new_outstanding" RENAME TO "token_blacklist_outstandingtoken";
CREATE INDEX "token_blacklist_outstandingtoken_user_id_83bc629a" ON "token_blacklist_outstandingtoken" ("user_id");

CREATE TABLE "new_blacklisted" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "blacklisted_at" datetime NOT NULL, "token_id" bigint NOT NULL UNIQUE REFERENCES "token_blacklist_outstandingtoken" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "new_blacklisted" ("id", "blacklisted_at", "token_id")
SELECT "id", "blacklisted_at", "token_id" FROM "token_blacklist_blacklistedtoken";
DROP TABLE "token_blacklist_blacklistedtoken";
ALTER TABLE "new_blacklisted" RENAME TO "token_blacklist_blacklistedtoken";
DROP TABLE "latchkey_tokenfamily";
