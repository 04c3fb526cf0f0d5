-- When the user gave their password. Unknown for families that are there already, and for those of tokens that Django made.
ALTER TABLE "latchkey_family" ADD COLUMN "authenticated_at" DATETIME;

-- A user's live families are found without the ended ones.
DROP INDEX "latchkey_family_user_key_idx";
CREATE INDEX "latchkey_family_user_key_ended_at_idx" ON "latchkey_family"("user_key", "ended_at");
