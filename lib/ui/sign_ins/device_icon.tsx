type Props = { system: string | null; isProgram: boolean; className?: string | undefined };

const PHONES = ["iOS", "iPadOS", "Android"];

/** A phone, a screen, or the prompt of a program. Words beside it say the same. */
export function DeviceIcon({ system, isProgram, className }: Props) {
  const isPhone = system !== null && PHONES.includes(system);
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={className}>
      <g fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
        {isPhone ? (
          <path d="M8.5 2.75h7a1.75 1.75 0 0 1 1.75 1.75v15a1.75 1.75 0 0 1-1.75 1.75h-7a1.75 1.75 0 0 1-1.75-1.75v-15A1.75 1.75 0 0 1 8.5 2.75Z M11 18.5h2" />
        ) : (
          <path d="M4 4.75h16a1.25 1.25 0 0 1 1.25 1.25v9.5a1.25 1.25 0 0 1-1.25 1.25H4a1.25 1.25 0 0 1-1.25-1.25V6A1.25 1.25 0 0 1 4 4.75Z M8.5 20h7 M12 16.75V20" />
        )}
        {isProgram && <path d="m7 8.5 2.5 2.25L7 13 M12 13h4" />}
      </g>
    </svg>
  );
}
