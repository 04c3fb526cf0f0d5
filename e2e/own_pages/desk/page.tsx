import Link from "next/link";

/** A page for everybody, whose link is prefetched as soon as it is seen. */
export default function Page() {
  return (
    <main id="content">
      <h1>Desk</h1>
      <Link href="/reports?from=desk" prefetch>
        Reports
      </Link>
    </main>
  );
}
