import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { chromium } from '../packed/chromium.ts';

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

/** A page of headless Chromium, driven by the DevTools protocol over a pipe. */
export interface Page {
  /** Everything that the page asked for, and everything that it complained of. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
  /** Sends a command, e.g. `Page.reload`. @throws Error what the browser answers */
  send(method: string, params?: object): Promise<Readonly<Record<string, unknown>>>;
  /** Loads an address and waits until everything is there. */
  open(url: string): Promise<void>;
  /** The value of an expression; promises are awaited. */
  evaluate<Value>(expression: string): Promise<Value>;
}

/** Starts Chromium, hands over a page, and ends it. */
export async function withPage<Result>(use: (page: Page) => Promise<Result>): Promise<Result> {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const options = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--remote-debugging-pipe',
  ];
  const browser = spawn(chromium!, [...options, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((closed) => browser.on('close', () => closed()));
  try {
    const [commands, answers] = [browser.stdio[3] as Writable, browser.stdio[4] as unknown as Readable];
    return await use(await openPage(commands, answers));
  } finally {
    browser.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function openPage(commands: Writable, answers: Readable): Promise<Page> {
  const waiting = new Map<number, (answer: Answer) => void>();
  const events = new Map<string, () => void>();
  const [requests, complaints]: [string[], string[]] = [[], []];
  const hear = ({ id, method, params = {}, ...rest }: Answer) => {
    if (id !== undefined) waiting.get(id)?.({ id, ...rest });
    if (method === 'Network.requestWillBeSent') requests.push((params['request'] as { url: string }).url);
    if (method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded')
      complaints.push(JSON.stringify(params));
    if (method !== undefined) events.get(method)?.();
  };
  let rest = '';
  answers.setEncoding('utf8').on('data', (text: string) => {
    const messages = `${rest}${text}`.split('\0');
    rest = messages.pop()!;
    for (const message of messages) hear(JSON.parse(message) as Answer);
  });
  let count = 0;
  const call = async (method: string, params: object, sessionId?: string) => {
    const id = ++count;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    const { result = {}, error } = await answered;
    waiting.delete(id);
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  const { targetId } = await call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
  const send = (method: string, params = {}) => call(method, params, sessionId as string);
  for (const domain of ['Page', 'Network', 'Runtime', 'Log']) await send(`${domain}.enable`);
  return {
    requests,
    complaints,
    send,
    async open(url) {
      const loaded = new Promise<void>((resolve) => events.set('Page.loadEventFired', resolve));
      await send('Page.navigate', { url });
      await loaded;
    },
    async evaluate<Value>(expression: string) {
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return (result as { value: Value }).value;
    },
  };
}
