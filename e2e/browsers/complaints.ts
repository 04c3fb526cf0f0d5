/**
 * A script for a page: what the page's content security policy forbids is an error on the console, also where the script at fault
 * catches the error.
 */
export const REPORT_VIOLATIONS = `
  document.addEventListener("securitypolicyviolation", (event) =>
    console.error(event.effectiveDirective + " forbids " + event.blockedURI + " in " + event.sourceFile));`;

/** For a browser whose console cannot be read: keeps what it would show. Does nothing where it has already run. */
export const KEEP_ERRORS = `
  if (!window.errorsSeen) {
    window.errorsSeen = [];
    addEventListener("error", (event) => window.errorsSeen.push(event.message));
    addEventListener("unhandledrejection", (event) => window.errorsSeen.push(String(event.reason)));
    console.error = (...values) => window.errorsSeen.push(values.join(" "));
    ${REPORT_VIOLATIONS}
  }`;

/**
 * Neither of these is one: browsers call a 400 or 401 an error, though a wrong password is one; and Firefox says so where a page
 * is left before its fonts have come (NS_BINDING_ABORTED).
 */
const NO_COMPLAINTS = [/status of 40[0-9]/, /^downloadable font: download failed .* status=2152398850/];

export function isComplaint(text: string): boolean {
  return !NO_COMPLAINTS.some((pattern) => pattern.test(text));
}
