/** How a credential that was here a moment ago came to its end: by signing out here, or by itself. */
export type Over = "signed-out" | "ended" | null;
