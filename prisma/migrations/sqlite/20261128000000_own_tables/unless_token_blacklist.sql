DROP TABLE "token_blacklist_blacklistedtoken";
DROP TABLE "token_blacklist_outstandingtoken";
DROP TABLE "latchkey_tokenfamily";
