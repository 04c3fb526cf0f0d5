-- What is to be sent, such as a mail: written in the transaction that causes it, deleted once it is sent.
CREATE TABLE "latchkey_outbox" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "user_key" TEXT,
    "facts" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "due_at" TIMESTAMPTZ(6) NOT NULL,
    "tries" INTEGER NOT NULL,

    CONSTRAINT "latchkey_outbox_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "latchkey_outbox_due_at_idx" ON "latchkey_outbox"("due_at");

CREATE INDEX "latchkey_outbox_user_key_idx" ON "latchkey_outbox"("user_key");
