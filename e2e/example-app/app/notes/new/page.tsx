import { redirect } from "next/navigation";
import { requireUser } from "@/auth";

async function add() {
  "use server";
  // Anybody can call an action: it asks for its user itself.
  const user = await requireUser();
  redirect(`/notes?of=${user.id}`);
}

export default async function Page() {
  await requireUser();
  return (
    <main>
      <h1>A new note</h1>
      <form action={add}>
        <button type="submit">Add</button>
      </form>
    </main>
  );
}
