-- CreateTable
CREATE TABLE "auth_user" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "password" TEXT NOT NULL,
    "last_login" DATETIME,
    "is_superuser" BOOLEAN NOT NULL DEFAULT false,
    "username" TEXT NOT NULL,
    "first_name" TEXT NOT NULL DEFAULT '',
    "last_name" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "is_staff" BOOLEAN NOT NULL DEFAULT false,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "date_joined" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "age" INTEGER,
    "latchkey_email_key" TEXT
);

-- CreateTable
CREATE TABLE "latchkey_session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "key_digest" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "password_digest" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL,
    "last_used_at" DATETIME NOT NULL,
    "expires_at" DATETIME NOT NULL,
    "address" TEXT,
    "user_agent" TEXT,
    CONSTRAINT "latchkey_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "latchkey_tokenfamily" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" INTEGER NOT NULL,
    "password_digest" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL,
    "last_used_at" DATETIME NOT NULL,
    "expires_at" DATETIME NOT NULL,
    "ended_at" DATETIME,
    "address" TEXT,
    "user_agent" TEXT,
    CONSTRAINT "latchkey_tokenfamily_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "token_blacklist_outstandingtoken" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "token" TEXT NOT NULL,
    "created_at" DATETIME,
    "expires_at" DATETIME NOT NULL,
    "user_id" INTEGER,
    "jti" TEXT NOT NULL,
    "latchkey_family_id" TEXT,
    "latchkey_successor_jti" TEXT,
    "latchkey_rotated_at" DATETIME,
    CONSTRAINT "token_blacklist_outstandingtoken_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "token_blacklist_outstandingtoken_latchkey_family_id_fkey" FOREIGN KEY ("latchkey_family_id") REFERENCES "latchkey_tokenfamily" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "token_blacklist_blacklistedtoken" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "blacklisted_at" DATETIME NOT NULL,
    "token_id" INTEGER NOT NULL,
    CONSTRAINT "token_blacklist_blacklistedtoken_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "token_blacklist_outstandingtoken" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "auth_user_username_key" ON "auth_user"("username");

-- CreateIndex
CREATE UNIQUE INDEX "auth_user_latchkey_email_key_key" ON "auth_user"("latchkey_email_key");

-- CreateIndex
CREATE UNIQUE INDEX "latchkey_session_key_digest_key" ON "latchkey_session"("key_digest");

-- CreateIndex
CREATE INDEX "latchkey_session_user_id_idx" ON "latchkey_session"("user_id");

-- CreateIndex
CREATE INDEX "latchkey_session_expires_at_idx" ON "latchkey_session"("expires_at");

-- CreateIndex
CREATE INDEX "latchkey_tokenfamily_user_id_idx" ON "latchkey_tokenfamily"("user_id");

-- CreateIndex
CREATE INDEX "latchkey_tokenfamily_expires_at_idx" ON "latchkey_tokenfamily"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "token_blacklist_outstandingtoken_jti_key" ON "token_blacklist_outstandingtoken"("jti");

-- CreateIndex
CREATE INDEX "token_blacklist_outstandingtoken_user_id_idx" ON "token_blacklist_outstandingtoken"("user_id");

-- CreateIndex
CREATE INDEX "token_blacklist_outstandingtoken_latchkey_family_id_idx" ON "token_blacklist_outstandingtoken"("latchkey_family_id");

-- CreateIndex
CREATE INDEX "token_blacklist_outstandingtoken_expires_at_idx" ON "token_blacklist_outstandingtoken"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "token_blacklist_blacklistedtoken_token_id_key" ON "token_blacklist_blacklistedtoken"("token_id");

-- Prisma's schema language has no index on an expression: sign-up compares addresses of rows that Django made by it.
CREATE INDEX "auth_user_email_lower_idx" ON "auth_user"(lower("email"));
