import type { LabHolder } from "@/lib/contract/lab";

/** Of the networks that are for examples (RFC 5737): nobody's. */
const ADDRESSES: Readonly<Record<LabHolder, string>> = {
  you: "192.0.2.1",
  thief: "203.0.113.66",
  phone: "198.51.100.7",
  terminal: "192.0.2.1",
};

const USER_AGENTS: Readonly<Record<Exclude<LabHolder, "terminal">, string>> = {
  you: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  thief: "curl/8.14.1",
  phone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
};

/** Where somebody in a lab seems to be. */
export function addressOf(holder: LabHolder): string {
  return ADDRESSES[holder];
}

/** What somebody in a lab browses with. */
export function userAgentOf(holder: Exclude<LabHolder, "terminal">): string {
  return USER_AGENTS[holder];
}
