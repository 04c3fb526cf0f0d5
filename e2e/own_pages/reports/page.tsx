import { requireUser } from "@/lib/pages/require_user";

export default async function Page() {
  const { user, by } = await requireUser();
  return (
    <main id="content">
      <h1>Reports of {user.username}</h1>
      <p>Signed in by {by}</p>
    </main>
  );
}
