/** Reads the command line. Every complaint is one line that names the nearest valid spelling. */

import { parseArgs } from 'node:util';
import { didYouMean } from '../errors.ts';
import { Failure, printable } from './failure.ts';

export type Command = 'redact' | 'detect' | 'explain';
export type Colour = 'auto' | 'always' | 'never';

export interface Options {
  readonly command: Command;
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly format: 'text' | 'ndjson';
  /** Each line stands by itself; always so with `ndjson`. */
  readonly lines: boolean;
  readonly policy: string | undefined;
  readonly kinds: readonly string[] | undefined;
  readonly encoding: string;
  readonly lossy: boolean;
  readonly check: boolean;
  readonly stats: boolean;
  readonly json: boolean;
  readonly values: boolean;
  readonly color: Colour;
}

/** What the command line asks for: a run, or a text to print and leave. */
export type Request =
  | Options
  | { readonly command: 'help'; readonly topic: Command | undefined }
  | { readonly command: 'version' };

export const COMMANDS: readonly Command[] = ['redact', 'detect', 'explain'];

/** Labels the decoder accepts and the name it gets; GBK is read as its superset, which knows every name's characters. */
export const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  big5: 'big5',
};

const FLAGS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
  policy: { type: 'string', short: 'p' },
  kinds: { type: 'string', short: 'k' },
  format: { type: 'string', short: 'f' },
  lines: { type: 'boolean', short: 'l' },
  encoding: { type: 'string', short: 'e' },
  lossy: { type: 'boolean' },
  check: { type: 'boolean', short: 'c' },
  stats: { type: 'boolean', short: 's' },
  color: { type: 'string' },
  json: { type: 'boolean' },
  values: { type: 'boolean' },
} as const;

type Flag = keyof typeof FLAGS;

/** Flags that only some commands take. */
const OWNERS: Partial<Record<Flag, readonly Command[]>> = {
  json: ['detect', 'explain'],
  values: ['explain'],
  check: ['redact', 'detect'],
};

/** Throws a Failure for a command line that makes no sense. */
export function readArguments(args: readonly string[]): Request {
  const { tokens } = parseArgs({
    args: [...args],
    options: FLAGS,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const given = new Map<Flag, string | true>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind === 'option') {
      const flag = checkFlag(token.name, token.rawName, token.value, token.inlineValue === true);
      const earlier = textOf(given.get(flag));
      // `-k mobile -k name` asks for both; of any other flag two values contradict each other.
      if (flag === 'kinds' && earlier !== undefined) given.set(flag, `${earlier},${token.value}`);
      else if (earlier !== undefined && earlier !== token.value) throw new Failure(`--${flag} is given twice`);
      else given.set(flag, token.value ?? true);
    }
  }
  if (given.has('version')) return { command: 'version' };
  const [word, ...files] = words;
  if (given.has('help') || word === 'help') {
    const topic = word === 'help' ? files[0] : word;
    return { command: 'help', topic: topic === undefined ? undefined : checkCommand(topic) };
  }
  if (word === undefined) throw new Failure('no command; expected one of redact, detect, explain (see tuomin --help)');
  const command = checkCommand(word);
  for (const flag of given.keys()) {
    const owners = OWNERS[flag];
    if (owners !== undefined && !owners.includes(command)) {
      throw new Failure(`--${flag} is a flag of ${owners.join(' and ')}, not of ${command}`);
    }
  }
  const format = oneOf('--format', given.get('format') ?? 'text', ['text', 'ndjson'] as const);
  return {
    command,
    files: files.length === 0 ? ['-'] : files,
    format,
    lines: given.has('lines') || format === 'ndjson',
    policy: textOf(given.get('policy')),
    kinds: readKinds(textOf(given.get('kinds'))),
    encoding: readEncoding(textOf(given.get('encoding')) ?? 'utf-8'),
    lossy: given.has('lossy'),
    check: given.has('check'),
    stats: given.has('stats'),
    json: given.has('json'),
    values: given.has('values'),
    color: oneOf('--color', given.get('color') ?? 'auto', ['auto', 'always', 'never'] as const),
  };
}

function checkCommand(word: string): Command {
  const command = COMMANDS.find((one) => one === word);
  if (command !== undefined) return command;
  throw new Failure(`"${printable(word)}" is no command${didYouMean(word, COMMANDS)}`);
}

function checkFlag(name: string, rawName: string, value: string | undefined, isInline: boolean): Flag {
  if (!Object.hasOwn(FLAGS, name)) {
    const guess = didYouMean(
      rawName,
      Object.keys(FLAGS).map((flag) => `--${flag}`),
    );
    throw new Failure(`unknown flag ${printable(rawName)}${guess}`);
  }
  const flag = name as Flag; // just looked up
  if (FLAGS[flag].type === 'boolean') {
    if (value !== undefined) throw new Failure(`--${flag} takes no value`);
  } else if (value === undefined || value === '' || (!isInline && /^-./u.test(value))) {
    throw new Failure(`--${flag} needs a value`);
  }
  return flag;
}

function textOf(value: string | true | undefined): string | undefined {
  return value === true ? undefined : value;
}

function oneOf<T extends string>(flag: string, value: string | true, valid: readonly T[]): T {
  const found = valid.find((one) => one === value);
  if (found !== undefined) return found;
  throw new Failure(`${flag}: "${printable(String(value))}" is unknown${didYouMean(String(value), valid)}`);
}

function readEncoding(label: string): string {
  const name = ENCODINGS[label.toLowerCase()];
  if (name !== undefined && Object.hasOwn(ENCODINGS, label.toLowerCase())) return name;
  throw new Failure(`--encoding: "${printable(label)}" is unknown${didYouMean(label, Object.keys(ENCODINGS))}`);
}

function readKinds(list: string | undefined): string[] | undefined {
  if (list === undefined) return undefined;
  const kinds = list.split(/[,\s]+/u).filter((kind) => kind !== '');
  if (kinds.length === 0) throw new Failure('--kinds names no kind');
  return [...new Set(kinds)];
}
