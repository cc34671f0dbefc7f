import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JANE, PASSWORD } from './people';
import { PROGRAM, patience } from './settings';

export interface ServerSettings {
  /** Flags of `expediter serve`; those for the directory and the address are added. */
  flags: string[];
  /** So many made-up tickets instead of the demo's, with Jane to look at them. */
  tickets?: number;
  /** More of the environment, such as another date. */
  environment?: Record<string, string>;
}

/** The environment without settings of the program that the person who runs the tests may have. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('EXPEDITER_'));
  return Object.fromEntries(entries);
}

/** Runs a command of the program to its end. */
function runProgram(words: string[], input = ''): void {
  const done = spawnSync(PROGRAM, words, {
    encoding: 'utf8',
    input,
    env: plainEnvironment(),
    timeout: patience(120_000),
  });
  if (done.status !== 0) {
    throw new Error(
      `${words.join(' ')}: status ${String(done.status)}\n${done.stdout}${done.stderr}`,
    );
  }
}

function loadTickets(count: number, directory: string): void {
  const where = ['--data', directory];
  runProgram(['load', '--tickets', String(count), ...where]);
  const names = ['--username', JANE.username, '--email', JANE.email, '--fullname', JANE.name];
  const role = ['--role', 'Issue Tracker Manager', '--password-stdin'];
  runProgram(['user', 'add', ...names, ...role, ...where], `${PASSWORD}\n`);
}

/** The real program on a directory and a port of its own. The one who starts it stops it. */
export class Server {
  private process: ChildProcess | null = null;
  private printed = '';
  url = '';

  private constructor(
    readonly directory: string,
    private readonly settings: ServerSettings,
  ) {}

  static async start(settings: ServerSettings): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), 'expediter-browser-')), settings);
    if (settings.tickets) loadTickets(settings.tickets, server.directory);
    await server.resume('127.0.0.1:0');
    return server;
  }

  /** What the program has printed since it was last started. */
  get log(): string {
    return this.printed;
  }

  /** Starts it on the same directory; after a pause also on the same port, as its clients expect. */
  async resume(listen: string = new URL(this.url).host): Promise<void> {
    if (this.process) return;
    const { flags, environment = {} } = this.settings;
    const words = ['serve', '--data', this.directory, '--listen', listen, ...flags];
    const started = spawn(PROGRAM, words, {
      env: { ...plainEnvironment(), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process = started;
    this.printed = '';
    this.url = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => {
        started.kill('SIGKILL');
        reject(new Error(`the server was not ready in time:\n${this.printed}`));
      }, patience(30_000));
      const read = (chunk: Buffer) => {
        this.printed += chunk.toString();
        const address = /Expediter is at (http:\S+)/.exec(this.printed)?.[1];
        if (!address) return;
        clearTimeout(timer);
        resolve(address);
      };
      started.stdout.on('data', read);
      started.stderr.on('data', read);
      started.on('exit', (status) => {
        clearTimeout(timer);
        reject(new Error(`the server ended with ${String(status)}:\n${this.printed}`));
      });
    });
  }

  /** Ends it as an operator does; the directory stays, so that it can be resumed. */
  async pause(): Promise<void> {
    const { process } = this;
    this.process = null;
    if (!process || process.exitCode !== null) return;
    const ended = once(process, 'exit');
    process.kill('SIGTERM');
    const timer = setTimeout(() => process.kill('SIGKILL'), patience(20_000));
    await ended;
    clearTimeout(timer);
  }

  async stop(): Promise<void> {
    await this.pause();
    await rm(this.directory, { recursive: true, force: true });
  }
}
