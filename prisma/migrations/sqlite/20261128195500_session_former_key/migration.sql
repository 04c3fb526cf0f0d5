-- The key that a session had before its user gave their password again.
ALTER TABLE "latchkey_session" ADD COLUMN "former_key_digest" TEXT;
CREATE INDEX "latchkey_session_former_key_digest_idx" ON "latchkey_session"("former_key_digest") WHERE "former_key_digest" IS NOT NULL;
