import type { SearchParams } from "@/lib/ui/search_params";
import { CodePage, codeMetadata } from "../../_form/code_page";

export const generateMetadata = codeMetadata;

export default function Page({ searchParams }: { searchParams: SearchParams }) {
  return <CodePage mode="session" searchParams={searchParams} />;
}
