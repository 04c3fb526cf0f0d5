import Link from "next/link";
import { currentUser, latchkey } from "@/auth";

export default async function Page() {
  const user = await currentUser();
  return (
    <main>
      <h1>{user === null ? "Hello" : `Hello ${user.username}`}</h1>
      {user === null && <a href={latchkey.signInUrl("/notes")}>Sign in</a>}
      <Link href="/notes?of=me">Notes</Link>
    </main>
  );
}
