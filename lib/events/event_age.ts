/** How long events of accounts are kept, and shown. */
export const EVENT_AGE_SECONDS = 90 * 86_400;
