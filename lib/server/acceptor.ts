import type { ChildProcess } from "node:child_process";
import { createServer, type Server, type Socket } from "node:net";
import { listen, stopListening } from "./listen";
import type { Order } from "./worker";

/** With no worker free, so many connections wait for one at most; more are closed. */
const MAX_WAITING = 2048;
/** A connection that waited longer for a worker is closed. */
const MAX_WAIT_MS = 30_000;

/** What a worker is sent together with each connection. */
const CONNECTION: Order = { connection: true };

/**
 * Listens for all workers and gives each connection to one of them, in turn; a worker gets another one when it has taken the
 * last. Node's cluster does the same, but leaves a connection hanging where its worker ends or stops just then, and refuses
 * connections while no worker runs: here they wait for the next one.
 */
export class Acceptor {
  readonly port: number;
  readonly #server: Server;
  /** The workers, each with the connections that it was given and has not taken yet, oldest first. */
  readonly #given = new Map<ChildProcess, Socket[]>();
  /** Those that get connections. */
  readonly #active = new Set<ChildProcess>();
  /** Those that have taken all that they were given; who has waited longest comes first. */
  readonly #free = new Set<ChildProcess>();
  readonly #waiting: Socket[] = [];

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
    server.on("connection", (socket) => this.#accept(socket));
  }

  /** @throws ListenError */
  static async listen(host: string, port: number): Promise<Acceptor> {
    // With the options of Node's HTTP server.
    const server = createServer({ pauseOnConnect: true, noDelay: true, allowHalfOpen: true });
    return new Acceptor(server, await listen(server, host, port));
  }

  /** How many connections wait for a worker. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** How many connections the worker was given and has not taken yet. */
  given(worker: ChildProcess): number {
    return this.#given.get(worker)?.length ?? 0;
  }

  /** Gives a worker connections from now on. */
  add(worker: ChildProcess): void {
    this.#given.set(worker, []);
    this.#active.add(worker);
    this.#offer(worker);
  }

  /** The worker has taken the oldest connection that it was given, and holds it open from now on. */
  taken(worker: ChildProcess): void {
    const given = this.#given.get(worker);
    given?.shift()?.destroy();
    if (given?.length === 0 && this.#active.has(worker)) this.#offer(worker);
  }

  /** Gives the worker no more connections. */
  retire(worker: ChildProcess): void {
    this.#active.delete(worker);
    this.#free.delete(worker);
  }

  /** The worker has ended: what it has not taken is given to another one. */
  remove(worker: ChildProcess): void {
    const given = this.#given.get(worker) ?? [];
    this.retire(worker);
    this.#given.delete(worker);
    for (const socket of given) this.#accept(socket);
  }

  /** Listens no more. What waits is given to the workers at once, and closed where there is none. */
  async close(): Promise<void> {
    await stopListening(this.#server);
    for (const socket of this.#waiting.splice(0)) this.#accept(socket);
  }

  #accept(socket: Socket): void {
    const isClosed = !this.#server.listening;
    const [worker] = isClosed ? this.#active : this.#free;
    if (worker) this.#give(worker, socket);
    else if (isClosed || this.#waiting.length >= MAX_WAITING) socket.destroy();
    else this.#waiting.push(socket.setTimeout(MAX_WAIT_MS, () => socket.destroy()));
  }

  #offer(worker: ChildProcess): void {
    const socket = this.#waiting.shift();
    if (socket) this.#give(worker, socket.setTimeout(0));
    else this.#free.add(worker);
  }

  #give(worker: ChildProcess, socket: Socket): void {
    this.#free.delete(worker);
    this.#given.get(worker)?.push(socket);
    // Where it has ended, remove() follows. This process's own copy stays open until the worker has taken the connection.
    worker.send(CONNECTION, socket, { keepOpen: true }, () => {});
  }
}
