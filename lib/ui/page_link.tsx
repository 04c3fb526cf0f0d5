"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps, MouseEvent } from "react";
import { isAbsolute } from "@/lib/contract/next_path";

type Props = Omit<ComponentProps<"a">, "href"> & { href: string };

/**
 * A link to a page of ours, or to an allowed origin, where the browser goes by itself. It prefetches nothing: pages are rendered for whoever asks, so that each prefetch would render
 * one on the server, and most for nothing. Not next/link, most of which is for prefetching: 4 KB of every page's script.
 */
export function PageLink({ href, onClick, ...anchor }: Props) {
  const router = useRouter();
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    if (event.defaultPrevented || !isPlain(event) || isAbsolute(href)) return;
    event.preventDefault();
    router.push(href);
  }
  return <a {...anchor} href={href} onClick={follow} />;
}

/** Neither into a new tab or window nor to save: the browser does those by itself. */
function isPlain({
  button,
  metaKey,
  ctrlKey,
  shiftKey,
  altKey,
  currentTarget,
}: MouseEvent<HTMLAnchorElement>): boolean {
  const elsewhere = currentTarget.target !== "" && currentTarget.target !== "_self";
  return button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey && !elsewhere;
}
