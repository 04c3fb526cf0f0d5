-- How often something that is limited was done, by whom, within a window of time.
CREATE TABLE "latchkey_throttle" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "uses" INTEGER NOT NULL,
    "ends_at" DATETIME NOT NULL
);

CREATE INDEX "latchkey_throttle_ends_at_idx" ON "latchkey_throttle"("ends_at");
