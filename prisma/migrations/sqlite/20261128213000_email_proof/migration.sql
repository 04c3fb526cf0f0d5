-- When an address was proven to be its user's; null where it was not.
ALTER TABLE "latchkey_address" ADD COLUMN "verified_at" DATETIME;

-- An address that a user is to prove, by the link or the code that was mailed to it.
CREATE TABLE "latchkey_email_proof" (
    "user_key" TEXT NOT NULL PRIMARY KEY,
    "user_email" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "created_at" DATETIME NOT NULL,
    "used_at" DATETIME
);

CREATE UNIQUE INDEX "latchkey_email_proof_nonce_key" ON "latchkey_email_proof"("nonce");

CREATE INDEX "latchkey_email_proof_created_at_idx" ON "latchkey_email_proof"("created_at");
