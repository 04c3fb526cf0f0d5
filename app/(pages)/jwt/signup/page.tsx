import type { SearchParams } from "@/lib/ui/search_params";
import { SignUpPage, signUpMetadata } from "../../_form/sign_up_page";

export const generateMetadata = () => signUpMetadata("token");

export default function Page({ searchParams }: { searchParams: SearchParams }) {
  return <SignUpPage mode="token" searchParams={searchParams} />;
}
