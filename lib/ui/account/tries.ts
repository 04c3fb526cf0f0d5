/**
 * How often a page tries to come by a token that is refreshed well, but that no rendering brings. One that other tabs
 * renewed may have run out again before this page shows it; ten of them in a row, and the cookies do not arrive.
 */
export const MOST_TRIES = 10;
