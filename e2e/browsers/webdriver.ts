/** An answer of WebDriver (https://www.w3.org/TR/webdriver/). */
interface Answer<Value> {
  readonly value: Value;
}

/** A session of a driver that speaks the classic protocol over HTTP. */
export class WebDriver {
  readonly #session: string;
  readonly capabilities: Readonly<Record<string, unknown>>;

  private constructor(session: string, capabilities: Record<string, unknown>) {
    this.#session = session;
    this.capabilities = capabilities;
  }

  /** @param driver its address */
  static async start(driver: string, capabilities: object): Promise<WebDriver> {
    const created = await exchange<{ sessionId: string; capabilities: Record<string, unknown> }>(
      `${driver}/session`,
      "POST",
      { capabilities: { alwaysMatch: capabilities } },
    );
    return new WebDriver(`${driver}/session/${created.sessionId}`, created.capabilities);
  }

  post<Value>(path: string, body: object = {}): Promise<Value> {
    return exchange<Value>(this.#session + path, "POST", body);
  }

  get<Value>(path: string): Promise<Value> {
    return exchange<Value>(this.#session + path, "GET");
  }

  async end(): Promise<void> {
    await exchange(this.#session, "DELETE");
  }
}

/** @throws with the driver's own words where it refuses */
async function exchange<Value>(url: string, method: string, body?: object): Promise<Value> {
  const response = await fetch(url, {
    method,
    ...(body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as Answer<Value & { message?: string }>;
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value.message}`);
  return value;
}
