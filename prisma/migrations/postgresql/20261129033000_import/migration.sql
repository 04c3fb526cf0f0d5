-- What `npm run import` has brought here. A row outlives its user, who is not to come back by another run.
CREATE TABLE "latchkey_import" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "digest" TEXT NOT NULL
);
