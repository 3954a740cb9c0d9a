/** Where a policy comes from: a file that is watched, or a callback. What goes wrong is said without what was read. */

import { type FSWatcher, unwatchFile, watch, watchFile } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PolicyInput } from '../../policy/format.ts';

/** Changes within so many milliseconds are one. */
const SETTLE_MS = 50;
/** The time stamp of a file that young may be that of a later change, too. */
const RACY_MS = 100;
export const LOOK_MS = 5000;
/** Where the platform cannot watch. */
const POLL_MS = 1000;
/** More bytes are no policy. */
const LARGEST_FILE = 1 << 22;

/** What a source holds: what came of it, and an identity by which a change is noticed. */
export type Fetched = { readonly id: string } & ({ readonly policy: unknown } | { readonly failure: Failure });

export interface Failure {
  readonly code: string;
  readonly problem: string;
}

/** Reads the file; bytes that are no UTF-8 would become other names than were written. */
export async function read(file: string): Promise<Fetched> {
  let text: string;
  try {
    if ((await stat(file)).size > LARGEST_FILE) return failure('bad-file', `is larger than ${LARGEST_FILE} bytes`);
    const bytes = await readFile(file);
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code;
    // Node's codes are constants; its messages hold the path.
    if (typeof code === 'string' && /^E[A-Z]{2,20}$/.test(code)) return failure('no-file', `cannot be read (${code})`);
    return failure('bad-file', 'is not valid UTF-8');
  }
  try {
    return { id: `=${text}`, policy: JSON.parse(text) };
  } catch {
    // JSON.parse quotes the text in its message, and the older ones do not always tell the place.
    return { id: `=${text}`, failure: { code: 'bad-json', problem: `is not valid JSON${placeOf(text)}` } };
  }
}

const BLANK = /[ \t\r\n]*/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/** The first place at which a text is no JSON any more, in words. */
function placeOf(text: string): string {
  let at = 0;
  const take = (form: RegExp): boolean => {
    form.lastIndex = at;
    const match = form.exec(text);
    if (match !== null) at = form.lastIndex;
    return match !== null;
  };
  const string = (): boolean => {
    if (text[at] !== '"') return false;
    for (let end = at + 1; end < text.length; end++) {
      const unit = text[end] as string;
      if (unit === '"') {
        at = end + 1;
        return true;
      }
      if (unit === '\\') end++;
      else if (unit < ' ') return false;
    }
    return false;
  };
  const skip = (unit: string): boolean => {
    take(BLANK);
    if (text[at] !== unit) return false;
    at++;
    return true;
  };
  const key = (): boolean => {
    take(BLANK);
    return string() && skip(':');
  };
  /** What closes the lists and objects that are open. */
  const open: string[] = [];
  try {
    for (let isValue = true; ; ) {
      take(BLANK);
      if (isValue) {
        const unit = text[at];
        if (unit === '{' || unit === '[') {
          at++;
          const end = unit === '{' ? '}' : ']';
          if (skip(end)) isValue = false;
          else {
            open.push(end);
            if (unit === '{' && !key()) break;
          }
        } else if (string() || take(NUMBER) || take(WORD)) isValue = false;
        else break;
      } else if (open.length > 0 && skip(open.at(-1) as string)) open.pop();
      else if (open.length > 0 && skip(',')) {
        if (open.at(-1) === '}' && !key()) break;
        isValue = true;
      } else break;
    }
  } catch {
    return ''; // Too long a string for an expression.
  }
  if (at >= text.length) return ': it ends too early';
  const before = text.slice(0, at).split('\n');
  return ` (line ${before.length}, column ${(before.at(-1) ?? '').length + 1})`;
}

/** What a callback throws may hold anything, such as the address it asked with its password. */
export async function call(load: () => PolicyInput | Promise<PolicyInput>): Promise<Fetched> {
  let policy: PolicyInput;
  try {
    policy = await load();
  } catch {
    return failure('no-policy', 'threw or was rejected');
  }
  try {
    return { id: `=${JSON.stringify(policy)}`, policy };
  } catch {
    return failure('bad-policy', 'must return plain data');
  }
}

function failure(code: string, problem: string): Fetched {
  return { id: `!${problem}`, failure: { code, problem } };
}

export function repeat(look: () => Promise<boolean>, every: number | undefined): () => void {
  if (every === undefined) return () => undefined;
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look().finally(() => {
      isLooking = false;
    });
  }, every);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Looks when the file may have changed. It is the folder that is watched: editors and `kubectl` put another file in the place of the
 * old one (a ConfigMap by turning the link `..data` beside it), which who watches the file itself does not see. What changes where
 * nothing tells of it (network file systems, behind a link to elsewhere, in a folder that was made anew) is seen by its time stamp.
 */
export function follow(file: string, look: () => Promise<boolean>, every: number): () => void {
  let watcher: FSWatcher | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let isLooking = false;
  /** Something happened while it was being looked at. */
  let isStale = false;
  /** The stamp of what was last read; '' where it says nothing. */
  let stamp = '';

  const visit = async (): Promise<void> => {
    const next = await stampOf(file);
    if (next.isOld && next.text === stamp) return;
    const again = await look();
    stamp = next.isOld && !again ? next.text : '';
  };
  // Not put off by what comes in the meantime: a file that is written all the time would never be read.
  const soon = (): void => {
    if (isStopped || timer !== undefined) return;
    if (isLooking) {
      isStale = true;
      return;
    }
    timer = setTimeout(() => {
      timer = undefined;
      isLooking = true;
      void visit().finally(() => {
        const isDue = isStale || stamp === '';
        isLooking = false;
        isStale = false;
        if (isDue) soon();
      });
    }, SETTLE_MS);
    timer.unref();
  };
  const onStamp = (): void => {
    if (isStopped) return;
    // The watcher should have said so; its folder may be another one by now.
    rewatch();
    soon();
  };
  const poll = (interval: number): void => {
    unwatchFile(file, onStamp);
    if (!isStopped) watchFile(file, { persistent: false, interval }, onStamp);
  };
  const rewatch = (): void => {
    watcher?.close();
    watcher = undefined;
    try {
      const opened = watch(dirname(file), { persistent: false }, soon);
      watcher = opened;
      opened.on('error', () => {
        opened.close();
        if (watcher === opened) poll(Math.min(every, POLL_MS));
      });
    } catch {
      // Too many watchers, a file system that has none, a folder that is gone.
      poll(Math.min(every, POLL_MS));
    }
  };

  poll(every);
  rewatch();
  soon();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    watcher?.close();
    unwatchFile(file, onStamp);
  };
}

/** `isOld`: whoever changes the file from now on changes its stamp. Clocks of file systems tick every few milliseconds. */
export async function stampOf(file: string): Promise<{ readonly text: string; readonly isOld: boolean }> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs, mtimeMs } = await stat(file, { bigint: true });
    const age = Math.abs(Date.now() - Number(mtimeMs));
    return { text: [dev, ino, size, mtimeNs, ctimeNs].join(), isOld: age > RACY_MS };
  } catch {
    return { text: 'none', isOld: true };
  }
}
