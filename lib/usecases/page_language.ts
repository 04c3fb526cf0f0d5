export * from "@/lib/pages/page_language";
