/** Reads the command line. Every complaint is one line that names the nearest valid spelling. */

import { parseArgs } from 'node:util';
import { didYouMean } from '../errors.ts';
import type { FieldAction } from '../index.ts';
import type { OnError } from '../stream/machine.ts';
import { Failure, printable } from './failure.ts';

export type Command = 'redact' | 'detect' | 'explain' | 'pipe' | 'reveal' | 'policy';
/** What `tuomin policy` does. */
export type PolicyAction = 'init' | 'check' | 'diff' | 'audit';
export type Colour = 'auto' | 'always' | 'never';
export type FormatName = (typeof FORMATS)[number];

const FORMATS = ['auto', 'text', 'lines', 'ndjson', 'json', 'csv', 'tsv', 'xlsx'] as const;
/** How `tuomin pipe` and whoever runs it talk. */
const PROTOCOLS = ['lines', 'subprocess', 'rsyslog-mmexternal', 'rsyslog-omprog'] as const;
const ON_ERROR = ['mask', 'skip', 'text', 'stop'] as const;

export interface Options {
  readonly command: Command;
  /** For `policy`. */
  readonly action: PolicyAction | undefined;
  /** `-` is standard input. */
  readonly files: readonly string[];
  /** What `--format` says; `auto` goes by the name of each file. */
  readonly format: FormatName;
  readonly policy: string | undefined;
  readonly kinds: readonly string[] | undefined;
  /** Rules for fields, path by path. */
  readonly fields: Readonly<Record<string, FieldAction>> | undefined;
  readonly delimiter: string | undefined;
  /** Undefined where the user leaves it to us. */
  readonly encoding: string | undefined;
  readonly lossy: boolean;
  readonly onError: OnError | undefined;
  readonly inPlace: boolean;
  readonly keepTime: boolean;
  readonly outDir: string | undefined;
  readonly jobs: number;
  readonly check: boolean;
  readonly stats: boolean;
  readonly json: boolean;
  readonly values: boolean;
  readonly color: Colour;
  readonly tenant: string | undefined;
  readonly audience: string | undefined;
  /** The environment variable, or the file descriptor, that the keys come from. */
  readonly keysEnv: string | undefined;
  readonly keysFd: number | undefined;
  /** Where the report of a run goes. */
  readonly report: string | undefined;
  readonly protocol: (typeof PROTOCOLS)[number];
  /** The file that lines of rsyslog-omprog are appended to. */
  readonly output: string | undefined;
  /** Where the page of an audit goes. */
  readonly html: string | undefined;
}

/** What the command line asks for: a run, or a text to print and leave. */
export type Request =
  | Options
  | { readonly command: 'help'; readonly topic: Command | undefined }
  | { readonly command: 'version' };

export const COMMANDS: readonly Command[] = ['redact', 'detect', 'explain', 'pipe', 'reveal', 'policy'];
const ACTIONS: readonly PolicyAction[] = ['init', 'check', 'diff', 'audit'];

/** Labels the decoder accepts and the name it gets; GBK is read as its superset, which knows every name's characters. */
export const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  auto: 'auto',
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
  fields: { type: 'string' },
  delimiter: { type: 'string' },
  'on-error': { type: 'string' },
  'in-place': { type: 'boolean', short: 'i' },
  'keep-time': { type: 'boolean' },
  'out-dir': { type: 'string', short: 'o' },
  jobs: { type: 'string', short: 'j' },
  check: { type: 'boolean', short: 'c' },
  stats: { type: 'boolean', short: 's' },
  color: { type: 'string' },
  json: { type: 'boolean' },
  values: { type: 'boolean' },
  tenant: { type: 'string', short: 't' },
  audience: { type: 'string', short: 'a' },
  'keys-env': { type: 'string' },
  'keys-fd': { type: 'string' },
  report: { type: 'string' },
  html: { type: 'string' },
  protocol: { type: 'string' },
  output: { type: 'string' },
} as const;

type Flag = keyof typeof FLAGS;

const TEXTS: readonly Command[] = ['redact', 'detect', 'explain'];
const KEYED: readonly Command[] = ['redact', 'pipe', 'reveal'];

/** Which commands take a flag; those that are not listed all do. */
const OWNERS: Partial<Record<Flag, readonly Command[]>> = {
  policy: [...TEXTS, 'pipe'],
  kinds: [...TEXTS, 'pipe'],
  format: TEXTS,
  lines: TEXTS,
  encoding: TEXTS,
  lossy: [...TEXTS, 'pipe'],
  stats: TEXTS,
  color: ['detect', 'explain'],
  json: ['detect', 'explain', 'policy'],
  values: ['explain'],
  check: ['redact', 'detect'],
  fields: ['redact', 'pipe'],
  delimiter: ['redact'],
  'on-error': ['redact'],
  'in-place': ['redact'],
  'keep-time': ['redact'],
  'out-dir': ['redact'],
  jobs: ['redact'],
  report: ['redact'],
  tenant: ['redact', 'pipe', 'reveal', 'policy'],
  audience: ['redact', 'pipe', 'policy'],
  'keys-env': KEYED,
  'keys-fd': KEYED,
  html: ['policy'],
  protocol: ['pipe'],
  output: ['pipe'],
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
      if ((flag === 'kinds' || flag === 'fields') && earlier !== undefined)
        given.set(flag, `${earlier},${token.value}`);
      else if (earlier !== undefined && earlier !== token.value) throw new Failure(`--${flag} is given twice`);
      else given.set(flag, token.value ?? true);
    }
  }
  if (given.has('version')) return { command: 'version' };
  const [word, ...rest] = words;
  if (given.has('help') || word === 'help') {
    const topic = word === 'help' ? rest[0] : word;
    return { command: 'help', topic: topic === undefined ? undefined : checkCommand(topic) };
  }
  if (word === undefined)
    throw new Failure('no command; expected one of redact, detect, explain, pipe, reveal, policy (see tuomin --help)');
  const command = checkCommand(word);
  for (const flag of given.keys()) {
    const owners = OWNERS[flag];
    if (owners !== undefined && !owners.includes(command)) {
      const named = owners.join(', ').replace(/, (?=[^,]*$)/u, ' and ');
      throw new Failure(`--${flag} is a flag of ${named}, not of ${command}`);
    }
  }
  const action = command === 'policy' ? readAction(rest[0]) : undefined;
  const files = action === undefined ? rest : rest.slice(1);
  if (action !== undefined) checkPolicyFiles(action, files);
  const named = oneOf('--format', given.get('format') ?? 'auto', FORMATS);
  if (given.has('lines') && named !== 'auto' && named !== 'lines')
    throw new Failure(`--lines contradicts --format ${named}`);
  const onError = given.get('on-error');
  const options: Options = {
    command,
    action,
    tenant: textOf(given.get('tenant')),
    audience: textOf(given.get('audience')),
    keysEnv: textOf(given.get('keys-env')),
    keysFd: readDescriptor(textOf(given.get('keys-fd'))),
    report: textOf(given.get('report')),
    html: textOf(given.get('html')),
    protocol: oneOf('--protocol', given.get('protocol') ?? 'lines', PROTOCOLS),
    output: textOf(given.get('output')),
    files: files.length === 0 ? ['-'] : files,
    format: given.has('lines') ? 'lines' : named,
    policy: textOf(given.get('policy')),
    kinds: readKinds(textOf(given.get('kinds'))),
    fields: readFieldRules(textOf(given.get('fields'))),
    delimiter: readDelimiter(textOf(given.get('delimiter'))),
    encoding: readEncoding(textOf(given.get('encoding'))),
    lossy: given.has('lossy'),
    onError: onError === undefined ? undefined : oneOf('--on-error', onError, ON_ERROR),
    inPlace: given.has('in-place'),
    keepTime: given.has('keep-time'),
    outDir: textOf(given.get('out-dir')),
    jobs: readJobs(textOf(given.get('jobs'))),
    check: given.has('check'),
    stats: given.has('stats'),
    json: given.has('json'),
    values: given.has('values'),
    color: oneOf('--color', given.get('color') ?? 'auto', ['auto', 'always', 'never'] as const),
  };
  if (command === 'pipe') checkPipe(options, rest);
  if (options.keysEnv !== undefined && options.keysFd !== undefined)
    throw new Failure('--keys-env and --keys-fd contradict each other');
  if (options.report !== undefined && options.check) throw new Failure('--report does not go with --check');
  if (options.html !== undefined && action !== 'audit') throw new Failure('--html is a flag of policy audit');
  if (options.inPlace && options.outDir !== undefined)
    throw new Failure('--in-place and --out-dir contradict each other');
  if (options.keepTime && !options.inPlace) throw new Failure('--keep-time goes with --in-place');
  if (options.check && (options.inPlace || options.outDir !== undefined))
    throw new Failure('--check writes nothing: it does not go with --in-place or --out-dir');
  if ((options.inPlace || options.outDir !== undefined) && options.files.includes('-'))
    throw new Failure(`--${options.inPlace ? 'in-place' : 'out-dir'} needs files, not standard input`);
  return options;
}

function checkPipe({ protocol, output }: Options, files: readonly string[]): void {
  if (files.length > 0) throw new Failure('pipe reads standard input and takes no files');
  const isStored = protocol === 'rsyslog-omprog';
  if (isStored && output === undefined) throw new Failure('--protocol rsyslog-omprog needs --output FILE');
  if (!isStored && output !== undefined) throw new Failure('--output goes with --protocol rsyslog-omprog');
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

function readEncoding(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  const name = ENCODINGS[label.toLowerCase()];
  if (name !== undefined && Object.hasOwn(ENCODINGS, label.toLowerCase())) return name;
  throw new Failure(`--encoding: "${printable(label)}" is unknown${didYouMean(label, Object.keys(ENCODINGS))}`);
}

/** `**.remark=drop,memo=name`: an action, or the kind that the field is treated as. */
function readFieldRules(list: string | undefined): Record<string, FieldAction> | undefined {
  if (list === undefined) return undefined;
  const rules: Record<string, FieldAction> = {};
  for (const rule of list.split(',').filter((one) => one.trim() !== '')) {
    const at = rule.lastIndexOf('=');
    const [path, action] = [rule.slice(0, at).trim(), rule.slice(at + 1).trim()];
    if (at < 1 || action === '') throw new Failure(`--fields: "${printable(rule)}" is no rule; write PATH=ACTION`);
    rules[path] = action === 'keep' || action === 'drop' || action === 'scan' ? action : { 'treat-as': action };
  }
  return rules;
}

function readDelimiter(text: string | undefined): string | undefined {
  const one = text === '\\t' || text === 'tab' ? '\t' : text;
  if (one !== undefined && (one.length !== 1 || '"\r\n'.includes(one)))
    throw new Failure('--delimiter must be one character, or "tab"');
  return one;
}

function readAction(word: string | undefined): PolicyAction {
  const action = ACTIONS.find((one) => one === word);
  if (action !== undefined) return action;
  if (word === undefined) throw new Failure(`policy: expected one of ${ACTIONS.join(', ')}`);
  throw new Failure(`policy: "${printable(word)}" is unknown${didYouMean(word, ACTIONS)}`);
}

/** Policies are given by file or by the name of a preset. */
function checkPolicyFiles(action: PolicyAction, files: readonly string[]): void {
  const [fewest, most, what] = {
    init: [0, 1, 'at most one FILE to write'],
    check: [1, Number.POSITIVE_INFINITY, 'at least one FILE'],
    diff: [2, 2, 'two policies'],
    audit: [1, 1, 'one policy'],
  }[action] as [number, number, string];
  if (files.length < fewest || files.length > most) throw new Failure(`policy ${action} takes ${what}`);
}

function readDescriptor(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,4}$/u.test(text)) throw new Failure('--keys-fd must be the number of a file descriptor');
  return Number(text);
}

function readJobs(text: string | undefined): number {
  if (text === undefined) return 1;
  if (!/^[1-9]\d{0,2}$/u.test(text)) throw new Failure('--jobs must be a whole number from 1 to 999');
  return Number(text);
}

function readKinds(list: string | undefined): string[] | undefined {
  if (list === undefined) return undefined;
  const kinds = list.split(/[,\s]+/u).filter((kind) => kind !== '');
  if (kinds.length === 0) throw new Failure('--kinds names no kind');
  return [...new Set(kinds)];
}
