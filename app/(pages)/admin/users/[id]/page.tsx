import type { Metadata } from "next";
import { readLinkedRefusal } from "@/lib/contract/linked_refusal";
import { personOf, requireStaff } from "@/lib/pages/admin";
import { pageLanguage } from "@/lib/pages/page_language";
import { personPage } from "@/lib/ui/account_pages";
import { actIn, askPage } from "@/lib/ui/admin/acts";
import { AdminFrame } from "@/lib/ui/admin/admin_frame";
import { Person } from "@/lib/ui/admin/person";
import { nextQuery } from "@/lib/ui/admin/search";
import { isolated } from "@/lib/ui/isolated";
import { adminTexts } from "@/lib/ui/messages/admin";
import type { SearchParams } from "@/lib/ui/search_params";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { must } = await requireStaff();
  const admin = adminTexts[await pageLanguage()];
  if (must !== null) return { title: admin.title, description: admin.description };
  const { person } = await personOf(decoded((await params).id));
  return { title: `${isolated(person.username)} · ${admin.title}`, description: admin.personDescription };
}

export default async function Page({ params, searchParams }: Props) {
  const staff = await requireStaff();
  const language = await pageLanguage();
  const query = await searchParams;
  const id = decoded((await params).id);
  const refusal = readLinkedRefusal(query);
  const named = actIn(query);
  const asked = query.done === undefined ? (named ?? actIn(nextQuery(query))) : null;
  return (
    <AdminFrame
      language={language}
      staff={staff}
      refusal={refusal}
      next={asked === null ? personPage(id) : askPage(id, asked)}
    >
      {staff.must === null && (
        <Person
          language={language}
          staff={staff.id}
          asked={refusal === null ? asked : null}
          done={query.done === undefined ? null : (named?.act ?? null)}
          refusal={refusal}
          {...(await personOf(id))}
        />
      )}
    </AdminFrame>
  );
}

/** Next.js passes the part of the path as it is. What is no percent-encoding names nobody. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "\0";
  }
}
