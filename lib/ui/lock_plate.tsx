/** A keyhole between two screws. */
export function LockPlate({ className }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 24 64" aria-hidden="true" className={className}>
      <path
        fillRule="evenodd"
        fill="currentColor"
        d="M8 0h8a8 8 0 0 1 8 8v48a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8V8a8 8 0 0 1 8-8Zm4 7a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm0 46a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm0-31.5a5 5 0 0 0-2.5 9.33L8 41h8l-1.5-10.17A5 5 0 0 0 12 21.5Z"
      />
    </svg>
  );
}
