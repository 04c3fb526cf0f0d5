-- Addresses by their beginning, and those of several users in a fixed order. It finds whole addresses, too.
CREATE INDEX "latchkey_address_folded_user_key_idx" ON "latchkey_address"("folded" text_pattern_ops, "user_key" text_pattern_ops);
DROP INDEX "latchkey_address_folded_idx";
