import Link from "next/link";
import type { ComponentProps } from "react";

type Props = Omit<ComponentProps<typeof Link>, "href" | "prefetch"> & { href: string };

/**
 * A link to a page of ours. It prefetches nothing: pages are rendered for whoever asks, so that each prefetch would render
 * one on the server, and most for nothing.
 */
export function PageLink(props: Props) {
  return <Link {...props} prefetch={false} />;
}
