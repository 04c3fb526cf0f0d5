import type { Metadata } from "next";
import { readLinkedRefusal } from "@/lib/contract/linked_refusal";
import { peopleOf, requireStaff } from "@/lib/pages/admin";
import { pageLanguage } from "@/lib/pages/page_language";
import { AdminFrame } from "@/lib/ui/admin/admin_frame";
import { People } from "@/lib/ui/admin/people";
import { listPage, searchIn } from "@/lib/ui/admin/search";
import { adminTexts } from "@/lib/ui/messages/admin";
import type { SearchParams } from "@/lib/ui/search_params";

export async function generateMetadata(): Promise<Metadata> {
  await requireStaff();
  const admin = adminTexts[await pageLanguage()];
  return { title: admin.title, description: admin.description };
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const staff = await requireStaff();
  const language = await pageLanguage();
  const query = await searchParams;
  const search = searchIn(query);
  return (
    <AdminFrame language={language} staff={staff} refusal={readLinkedRefusal(query)} next={listPage(search)}>
      {staff.must === null && (
        <People
          language={language}
          prefix={search.prefix}
          isFirst={search.after === null}
          {...(await peopleOf(search.prefix, search.after))}
        />
      )}
    </AdminFrame>
  );
}
