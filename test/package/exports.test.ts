import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** What each entry exports. A name that leaves this list breaks somebody: say so in the changelog. */
const CORE = ['patternDetector', 'FAILED', 'TuominError', 'createRedactor', 'createRecordRedactor'];
const STREAMS = ['redactCsv', 'redactJsonStream', 'redactLines', 'redactNdjson', 'redactText', 'StreamProblem'];
const NAMES: Readonly<Record<string, readonly string[]>> = {
  tuomin: [
    ...CORE.filter((name) => name !== 'createRecordRedactor'),
    'addressDetector',
    'bankCardDetector',
    'birthDateDetector',
    'defaultDetectors',
    'detect',
    'detectRecord',
    'doorCodeDetector',
    'emailDetector',
    'explain',
    'geoDetector',
    'hotlineDetector',
    'idCardDetector',
    'landlineDetector',
    'mobileDetector',
    'nameDetector',
    'officerCardDetector',
    'parseAddress',
    'parsePolicy',
    'passportDetector',
    'permitDetector',
    'phoneTailDetector',
    'pickupCodeDetector',
    'plateDetector',
    'qqDetector',
    'redact',
    'redactJson',
    'redactRecord',
    'regionalIdDetector',
    'regionalPhoneDetector',
    'secretDetector',
    'usccDetector',
    'usernameDetector',
    'wechatDetector',
  ],
  'tuomin/core': CORE,
  'tuomin/stream': STREAMS,
  'tuomin/node': STREAMS,
  'tuomin/xlsx': ['TuominError', 'redactXlsx'],
  'tuomin/keyed': ['createKeyRing', 'createNumberCipher'],
  'tuomin/pino': ['default', 'redaction'],
  'tuomin/process': ['guardProcess'],
  'tuomin/winston': ['redacted'],
  'tuomin/log4js': ['redaction'],
  'tuomin/bunyan': ['createLogger'],
  'tuomin/egg': ['Boot', 'redacted'],
  'tuomin/nest': ['redacted'],
  'tuomin/console': ['redactConsole'],
  'tuomin/redis': ['maskStream'],
  'tuomin/otel': ['RedactLogs', 'RedactSpans', 'redactedLogExporter', 'redactedSpanExporter'],
  'tuomin/sentry': ['redactTransport', 'redaction'],
  'tuomin/http': [
    'expressRedaction',
    'fastifyRedaction',
    'koaRedaction',
    'nestRedaction',
    'redactAxiosErrors',
    'redactFetch',
    'undiciLog',
  ],
  'tuomin/ai': ['anthropicDeltas', 'createPromptGuard', 'openaiDeltas'],
  'tuomin/nats': ['maskJetStream'],
  'tuomin/kafka': ['maskTopic'],
  'tuomin/operate': ['createLiveRedactor', 'sample', 'shadow'],
  'tuomin/audit': ['assessPolicy', 'comparePolicies', 'renderAssessment', 'renderComparison', 'renderPage'],
};

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const { version, exports, bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

it('names every subpath of package.json here', () => {
  const subpaths = Object.keys(exports).map((path) => path.replace('.', 'tuomin'));
  expect(subpaths.sort()).toEqual([...Object.keys(NAMES), 'tuomin/package.json', 'tuomin/policy.schema.json'].sort());
});

describe.each(Object.entries(NAMES))('%s', (id, names) => {
  it('can be imported', () => {
    expect(run('module', `import * as all from '${id}'; print(Object.keys(all))`)).toEqual([...names].sort());
  });

  it('can be required', () => {
    expect(run('commonjs', `print(Object.keys(require('${id}')))`)).toEqual([...names].sort());
  });
});

it('shows its package.json', () => {
  expect(run('commonjs', `print(require('tuomin/package.json').version)`)).toBe(version);
});

it('ships the schema of its policies', () => {
  expect(run('commonjs', `print(require('tuomin/policy.schema.json').title)`)).toBe('Policy of tuomin');
});

it('hides everything else', () => {
  expect(() => run('commonjs', `require('tuomin/dist/index.js')`)).toThrow('ERR_PACKAGE_PATH_NOT_EXPORTED');
});

it('ships a command the shell can start', () => {
  expect(readFileSync(join(ROOT, bin.tuomin), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

/** Runs a program as a user's would: its own process, the package found by name. */
function run(type: 'module' | 'commonjs', program: string): unknown {
  const print = 'const print = (value) => console.log(JSON.stringify(Array.isArray(value) ? value.sort() : value));';
  const output = execFileSync(process.execPath, [`--input-type=${type}`, '--eval', print + program], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: 'pipe',
  });
  return JSON.parse(output);
}
