-- The app that makes a user's one-time codes: the one in use, and one that is being set up.
CREATE TABLE "latchkey_totp" (
    "user_key" TEXT NOT NULL PRIMARY KEY,
    "secret" TEXT,
    "confirmed_at" DATETIME,
    "last_step" INTEGER,
    "pending" TEXT,
    "pending_at" DATETIME
);

-- Recovery codes that were not used yet: SHA-256 of each.
CREATE TABLE "latchkey_recovery_code" (
    "digest" TEXT NOT NULL PRIMARY KEY,
    "user_key" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL
);

CREATE INDEX "latchkey_recovery_code_user_key_idx" ON "latchkey_recovery_code"("user_key");
