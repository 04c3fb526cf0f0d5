-- CreateTable
CREATE TABLE "auth_user" (
    "id" SERIAL NOT NULL,
    "password" TEXT NOT NULL,
    "last_login" TIMESTAMPTZ(6),
    "is_superuser" BOOLEAN NOT NULL DEFAULT false,
    "username" TEXT NOT NULL,
    "first_name" TEXT NOT NULL DEFAULT '',
    "last_name" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "is_staff" BOOLEAN NOT NULL DEFAULT false,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "date_joined" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "age" INTEGER,
    "latchkey_email_key" TEXT,

    CONSTRAINT "auth_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "latchkey_session" (
    "id" TEXT NOT NULL,
    "key_digest" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "password_digest" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "last_used_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "latchkey_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "latchkey_tokenfamily" (
    "id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "password_digest" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "last_used_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "latchkey_tokenfamily_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token_blacklist_outstandingtoken" (
    "id" BIGSERIAL NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6),
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "user_id" INTEGER,
    "jti" TEXT NOT NULL,
    "latchkey_family_id" TEXT,
    "latchkey_successor_jti" TEXT,
    "latchkey_rotated_at" TIMESTAMPTZ(6),

    CONSTRAINT "token_blacklist_outstandingtoken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token_blacklist_blacklistedtoken" (
    "id" BIGSERIAL NOT NULL,
    "blacklisted_at" TIMESTAMPTZ(6) NOT NULL,
    "token_id" BIGINT NOT NULL,

    CONSTRAINT "token_blacklist_blacklistedtoken_pkey" PRIMARY KEY ("id")
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

-- AddForeignKey
ALTER TABLE "latchkey_session" ADD CONSTRAINT "latchkey_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "latchkey_tokenfamily" ADD CONSTRAINT "latchkey_tokenfamily_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token_blacklist_outstandingtoken" ADD CONSTRAINT "token_blacklist_outstandingtoken_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token_blacklist_outstandingtoken" ADD CONSTRAINT "token_blacklist_outstandingtoken_latchkey_family_id_fkey" FOREIGN KEY ("latchkey_family_id") REFERENCES "latchkey_tokenfamily"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token_blacklist_blacklistedtoken" ADD CONSTRAINT "token_blacklist_blacklistedtoken_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "token_blacklist_outstandingtoken"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Prisma's schema language has no index on an expression: sign-up compares addresses of rows that Django made by it.
CREATE INDEX "auth_user_email_lower_idx" ON "auth_user"(lower("email"));
