"use client";

/** Where Latchkey gives no answer, nobody is signed out: people are told, and can try again. */
export default function ErrorPage() {
  return (
    <main>
      <h1>Something went wrong</h1>
      <button type="button" onClick={() => window.location.reload()}>
        Try again
      </button>
    </main>
  );
}
