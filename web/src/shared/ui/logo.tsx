/** The mark: three lines of a manifest, one of them moving. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="7" fill="#24464c" />
      <path
        d="M8 9h16M8 16h9M8 23h16"
        stroke="#6fd3c6"
        strokeWidth="3.2"
        strokeLinecap="round"
        fill="none"
      />
      <path d="M20 11.8 25.8 16 20 20.200z" fill="#f2b860" />
    </svg>
  );
}
