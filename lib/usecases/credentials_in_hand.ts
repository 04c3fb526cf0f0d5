export * from "@/lib/pages/credentials_in_hand";
