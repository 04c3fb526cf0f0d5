/** A lock plate with its two screws and no keyhole. */
export function BlankPlate({ className }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 64 168" className={className} aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round">
        <rect x="2" y="2" width="60" height="164" rx="20" />
        <circle cx="32" cy="26" r="6" />
        <path d="m28.5 29.5 7-7" />
        <circle cx="32" cy="142" r="6" />
        <path d="M27 142h10" />
        <path
          strokeDasharray="1 6"
          d="M32 60a13 13 0 0 0-6.6 24.2L21.5 112h21l-3.9-27.8A13 13 0 0 0 32 60Z"
        />
      </g>
    </svg>
  );
}
