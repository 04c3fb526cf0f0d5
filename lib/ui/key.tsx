/** The logo: an upright latchkey with a keyhole in its bow and a notch for each mode. public/icon.svg is the same drawing. */
export function Key({ className }: { className?: string | undefined }) {
  return (
    <svg className={className} viewBox="-3 0 32 32" aria-hidden="true" focusable="false">
      <g fill="currentColor">
        <path
          fillRule="evenodd"
          d="M12 1a8 8 0 1 1 0 16 8 8 0 0 1 0-16Zm0 3.7a2.6 2.6 0 0 0-1.3 4.85L9.9 13.5h4.2l-.8-3.95A2.6 2.6 0 0 0 12 4.7Z"
        />
        <path d="M10.2 16h3.6v5.2H22v2.6h-4v1.6h4v1.5h-4v1.6h4V30h-8.2v.2a1.8 1.8 0 0 1-3.6 0Z" />
        <rect x="8.4" y="17.6" width="7.2" height="1.8" rx=".9" />
      </g>
    </svg>
  );
}
