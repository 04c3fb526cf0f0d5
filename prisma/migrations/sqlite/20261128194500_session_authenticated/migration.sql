-- When the user of a session gave their password: so far that was when it began.
ALTER TABLE "latchkey_session" ADD COLUMN "authenticated_at" DATETIME;
UPDATE "latchkey_session" SET "authenticated_at" = "created_at";
