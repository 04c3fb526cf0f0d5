/** A triangle with an exclamation mark, as high as a line of text. Words beside it say the same. */
export function WarningIcon({ className }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={className}>
      <path
        d="M8 1.2 15.2 14H.8Z M8 6v4 M8 11.4v1.2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  );
}
