import type { SearchParams } from "@/lib/ui/search_params";
import { SignUpPage, signUpMetadata } from "../../_form/sign_up_page";

export const generateMetadata = () => signUpMetadata("session");

export default function Page({ searchParams }: { searchParams: SearchParams }) {
  return <SignUpPage mode="session" searchParams={searchParams} />;
}
