-- The app that makes a user's one-time codes: the one in use, and one that is being set up.
CREATE TABLE "latchkey_totp" (
    "user_key" TEXT NOT NULL,
    "secret" TEXT,
    "confirmed_at" TIMESTAMPTZ(6),
    "last_step" INTEGER,
    "pending" TEXT,
    "pending_at" TIMESTAMPTZ(6),

    CONSTRAINT "latchkey_totp_pkey" PRIMARY KEY ("user_key")
);

-- Recovery codes that were not used yet: SHA-256 of each.
CREATE TABLE "latchkey_recovery_code" (
    "digest" TEXT NOT NULL,
    "user_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "latchkey_recovery_code_pkey" PRIMARY KEY ("digest")
);

CREATE INDEX "latchkey_recovery_code_user_key_idx" ON "latchkey_recovery_code"("user_key");
