import { createPrivateKey, createPublicKey } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { generateKeys } from "@/lib/credentials/jwt/generate_keys";
import { ALGORITHMS } from "@/lib/settings/groups/jwt";
import { runCommand } from "@/lib/testing/commands";
import { problemsOf, SECRET, secretOf, settingsOf } from "@/lib/testing/settings";
import { writeKeyFiles } from "./key_files";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "latchkey-keys-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("new keys are such as the settings take", () => {
  it.each(ALGORITHMS)("%s", async (algorithm) => {
    const keys = await generateKeys(algorithm);
    const { signing, verifying } = writeKeyFiles(path.join(folder, algorithm), algorithm, keys);
    const asPath = { ALGORITHM: algorithm, SIGNING_KEY: signing };
    if (keys.kind === "secret") {
      expect(Buffer.from(keys.secret, "base64url")).toHaveLength(Number(algorithm.slice(2)) / 8);
      expect(problemsOf({ ALGORITHM: algorithm, SECRET_KEY: keys.secret })).toEqual([]);
      expect(settingsOf(asPath).jwt.signingKey).toBe(keys.secret);
      return;
    }
    expect(problemsOf({ ...asPath, VERIFYING_KEY: String(verifying?.own) })).toEqual([]);
    const inline = { SIGNING_KEY: keys.privateKey, VERIFYING_KEY: keys.publicKey };
    expect(problemsOf({ ALGORITHM: algorithm, ...inline })).toEqual([]);
    const oneLine = { SIGNING_KEY: keys.privateKey.replaceAll("\n", "\\n") };
    expect(problemsOf({ ALGORITHM: algorithm, ...oneLine })).toEqual([]);
    expect(createPublicKey(keys.privateKey).equals(createPublicKey(keys.publicKey))).toBe(true);
    const { modulusLength } = createPrivateKey(keys.privateKey).asymmetricKeyDetails ?? {};
    expect(modulusLength).toBe(/^[RP]S/.test(algorithm) ? 3072 : undefined);
  });

  test("and no two are the same", async () => {
    const [one, other] = [await generateKeys("HS256"), await generateKeys("HS256")];
    expect(one).not.toEqual(other);
  });
});

describe("npm run keys", () => {
  it("makes a secret where ALGORITHM says so, and tells where the old one goes", async () => {
    const { code, output } = await runCommand("new_keys.ts", [], { ALGORITHM: "HS512", SECRET_KEY: SECRET });
    expect(code).toBe(0);
    expect(output).toMatch(/^[\w-]{86}\n/);
    expect(output).toMatch(/\n2\. .*move the old SECRET_KEY to SECRET_KEY_FALLBACKS/);
    expect(output).not.toContain("SIGNING_KEY");
  });

  it("tells how to give up a SIGNING_KEY of its own", async () => {
    const own = { SECRET_KEY: SECRET, SIGNING_KEY: secretOf(40) };
    const { output } = await runCommand("new_keys.ts", [], own);
    expect(output).toMatch(/\nSIGNING_KEY holds a secret of its own\. First change SECRET_KEY to that/);
  });

  it.skipIf(process.platform === "win32")(
    "writes the private key for its owner only, whatever the umask, and prints it nowhere",
    async () => {
      const out = path.join(folder, "a", "b");
      const umask = process.umask(0);
      const outcomes = [
        await runCommand("new_keys.ts", ["--algorithm", "EdDSA", "--out", out]),
        await runCommand("new_keys.ts", ["--algorithm", "HS256", "--out", out]),
      ];
      process.umask(umask);
      const files = readdirSync(out);
      expect(files.map((name) => name.replace(/-\w{8}/, "")).sort()).toEqual([
        "eddsa.key",
        "eddsa.pub",
        "hs256.key",
      ]);
      for (const name of files) {
        const file = path.join(out, name);
        const isSecret = name.endsWith(".key");
        expect(statSync(file).mode & 0o777).toBe(isSecret ? 0o600 : 0o644);
        const printed = outcomes.map(({ output }) => output).join("");
        expect(printed).toContain(file);
        if (isSecret) expect(printed).not.toContain(readFileSync(file, "utf8").trim());
      }
      for (const { output, code } of outcomes) {
        expect(code).toBe(0);
        expect(output).not.toContain("PRIVATE KEY");
      }
    },
  );

  it.each([[["--algorithm", "none"]], [["--algorithm", "ES256K"]], [["--size", "1"]], [["ES256"]]])(
    "says what it takes when it is asked for %j",
    async (args) => {
      const { code, errors, output } = await runCommand("new_keys.ts", args);
      expect([code, output]).toEqual([1, ""]);
      expect(errors).toMatch(/\nUsage: npm run keys -- \[--algorithm ES256\] \[--out FOLDER\]\n$/);
    },
  );
});
