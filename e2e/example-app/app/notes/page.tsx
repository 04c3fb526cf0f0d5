import { currentUser, latchkey, requireUser } from "@/auth";

export async function generateMetadata() {
  const user = await currentUser();
  return { title: `Notes of ${user?.username}` };
}

export default async function Page() {
  const user = await requireUser();
  return (
    <main>
      <h1>Notes of {user.username}</h1>
      <form method="post" action={latchkey.signOutUrl("/")}>
        <button type="submit">Sign out</button>
      </form>
    </main>
  );
}
