import { latchkey, requireUser } from "@/auth";

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
