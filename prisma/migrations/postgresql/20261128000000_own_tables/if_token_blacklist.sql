-- A Django project has joined the database, and its simplejwt uses these tables: what was ours in them goes.
ALTER TABLE "token_blacklist_outstandingtoken"
    DROP COLUMN "latchkey_family_id",
    DROP COLUMN "latchkey_successor_jti",
    DROP COLUMN "latchkey_rotated_at",
    DROP CONSTRAINT "token_blacklist_outstandingtoken_user_id_fkey",
    ADD CONSTRAINT "token_blacklist_outs_user_id_83bc629a_fk_auth_user" FOREIGN KEY ("user_id") REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED;
DROP INDEX "token_blacklist_outstandingtoken_expires_at_idx";
ALTER TABLE "token_blacklist_blacklistedtoken"
    DROP CONSTRAINT "token_blacklist_blacklistedtoken_token_id_fkey",
    ADD CONSTRAINT "token_blacklist_blacklistedtoken_token_id_3cc7fe56_fk" FOREIGN KEY ("token_id") REFERENCES "token_blacklist_outstandingtoken" ("id") DEFERRABLE INITIALLY DEFERRED;
DROP TABLE "latchkey_tokenfamily";
