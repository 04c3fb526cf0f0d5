import { type Finding, finding, type Row } from "./checks/finding";
import type { Settings } from "./settings";

/** What is unsafe about the limits on guessing. */
export function limitRows({ limits, origin, trustedProxies }: Settings): Row[] {
  const { enabled, account, address, code } = limits;
  return [
    [!enabled, "THROTTLE=false lets everybody guess passwords without end.", "W025"],
    [
      enabled && account === null,
      "THROTTLE_ACCOUNT=none lets a crowd guess an account's password without end.",
      "W026",
    ],
    [
      enabled && code === null,
      "THROTTLE_CODE=none lets whoever knows a password guess the six digits of its second factor without end.",
      "W027",
    ],
    [
      enabled && address === null,
      "THROTTLE_ADDRESS=none lets one network try a password at every account.",
      "W028",
    ],
    [
      countsNetworks(limits) && origin.startsWith("https:") && trustedProxies.length === 0,
      "TRUSTED_PROXIES is none, and a proxy serves APP_ORIGIN by https: all callers have its address, and are limited as one.",
      "W029",
    ],
  ];
}

function countsNetworks({ enabled, address, signUp }: Settings["limits"]): boolean {
  return enabled && (address !== null || signUp !== null);
}

/** Of a process that learns no caller's address, as behind `next start`; null where that is no matter. */
export function unknownAddressWarning({ debug, limits }: Settings): Finding | null {
  if (debug || !countsNetworks(limits)) return null;
  return finding(
    "W036",
    "THROTTLE_ADDRESS and THROTTLE_SIGNUP limit nobody here: without Latchkey's own server (`npm start`) no caller's address is known. Accounts are limited all the same.",
  );
}
