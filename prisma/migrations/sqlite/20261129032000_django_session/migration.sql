-- Of a session of Django's that was taken over: its key, as django_session has it.
ALTER TABLE "latchkey_session" ADD COLUMN "django_key" TEXT;
CREATE UNIQUE INDEX "latchkey_session_django_key_key" ON "latchkey_session"("django_key") WHERE "django_key" IS NOT NULL;

-- The sessions of Django's that were taken over or ended here: none is taken over twice.
CREATE TABLE "latchkey_django_session" (
    "session_key" TEXT NOT NULL PRIMARY KEY,
    "expires_at" DATETIME NOT NULL
);

CREATE INDEX "latchkey_django_session_expires_at_idx" ON "latchkey_django_session"("expires_at");
