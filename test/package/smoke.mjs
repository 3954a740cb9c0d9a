// Uses the package by name, as a user would, with nothing but Node: `.ci/run` runs it on every supported version.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { hkdfSync } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esm from 'tuomin';
import * as core from 'tuomin/core';
import * as keyed from 'tuomin/keyed';
import * as xlsx from 'tuomin/xlsx';

const require = createRequire(import.meta.url);
const NAMES = ['createRedactor', 'detect', 'idCardDetector', 'mobileDetector', 'redact'];
const MOBILE = '13812345678';
const TEXT = `收货人：张伟 ${MOBILE}`;

for (const [how, tuomin] of Object.entries({ esm, cjs: require('tuomin') })) {
  for (const name of NAMES) assert.ok(name in tuomin, `${how}: ${name} is not exported`);

  const masked = tuomin.redact(TEXT);
  assert.ok(!masked.includes(MOBILE), `${how}: the number is still there`);
  assert.ok(masked.startsWith('收货人：'), `${how}: the label is gone`);

  const mobile = tuomin.detect(TEXT).find((finding) => finding.kind === 'mobile');
  assert.equal(TEXT.slice(mobile?.start, mobile?.end), MOBILE, `${how}: offsets`);

  const nothing = '今天天气很好';
  assert.equal(tuomin.createRedactor().redact(nothing), nothing, `${how}: plain text changed`);
}

for (const [how, { createRedactor }] of Object.entries({ esm: core, cjs: require('tuomin/core') })) {
  const redactor = createRedactor({ detectors: [esm.mobileDetector] });
  assert.ok(!redactor.redact(TEXT).includes(MOBILE), `${how}: core with one detector`);
}

for (const [how, { redactXlsx }] of Object.entries({ esm: xlsx, cjs: require('tuomin/xlsx') })) {
  const broken = () => redactXlsx(new Uint8Array(4), { redactor: esm.createRedactor() });
  assert.throws(broken, { code: 'bad-xlsx' }, `${how}: what is no workbook is an error`);
}

// Adapters that know their framework by its shape load without it.
for (const name of [
  'winston',
  'egg',
  'nest',
  'console',
  'otel',
  'sentry',
  'http',
  'ai',
  'redis',
  'nats',
  'kafka',
  'pino',
]) {
  const adapter = await import(`tuomin/${name}`);
  const names = (all) =>
    Object.keys(all)
      .filter((one) => one !== 'default' && one !== 'module.exports')
      .sort();
  assert.ok(names(adapter).length > 0, `${name} exports something`);
  assert.deepEqual(names(require(`tuomin/${name}`)), names(adapter), `${name} exports the same both ways`);
}

for (const [how, { createPromptGuard }] of Object.entries({
  esm: await import('tuomin/ai'),
  cjs: require('tuomin/ai'),
})) {
  const session = createPromptGuard().session();
  const prompt = session.redact(TEXT);
  assert.ok(!prompt.includes(MOBILE), `${how}: the prompt`);
  assert.equal(session.restore(prompt), TEXT, `${how}: the answer`);
}

for (const [how, { createKeyRing }] of Object.entries({ esm: keyed, cjs: require('tuomin/keyed') })) {
  const key = Buffer.from(hkdfSync('sha256', how, '', 'smoke', 32));
  const keys = createKeyRing({ active: 'k1', keys: { k1: key } });
  // Rings of one build in redactors of the other: both are loaded in many a program.
  for (const { createRedactor } of [esm, require('tuomin')]) {
    for (const algorithm of ['aes-gcm', 'aes-gcm-siv', 'sm4-cbc']) {
      const redactor = createRedactor({
        policy: { version: 1, kinds: { mobile: { use: 'encrypt', algorithm } } },
        keys,
      });
      const sealed = redactor.redact(TEXT);
      assert.ok(!sealed.includes(MOBILE), `${how}: ${algorithm} hides the number`);
      assert.ok(redactor.reveal(sealed).includes(MOBILE), `${how}: ${algorithm} gives it back`);
    }
  }
}

for (const [how, program] of Object.entries({
  esm: ['--input-type=module', '--eval', "import { guardProcess } from 'tuomin/process'; guardProcess();"],
  cjs: ['--input-type=commonjs', '--eval', "require('tuomin/process').guardProcess();"],
})) {
  for (const crash of ['throw new Error(process.env.TEXT)', 'Promise.reject(new Error(process.env.TEXT))']) {
    const [type, flag, guard] = program;
    const died = spawnSync(process.execPath, [type, flag, `${guard} ${crash}`], {
      cwd: dirname(fileURLToPath(import.meta.url)),
      encoding: 'utf8',
      env: { ...process.env, TEXT },
    });
    assert.equal(died.status, 1, `${how}: dies as it would`);
    assert.match(died.stderr, /^Error: 收货人：<姓名> <手机号>$/m, `${how}: says why, and no digit`);
  }
}

const manifest = require.resolve('tuomin/package.json');
const command = join(dirname(manifest), require(manifest).bin.tuomin);
const output = execFileSync(process.execPath, [command, 'redact'], { input: `${TEXT}\n`, encoding: 'utf8' });
assert.equal(output, `${esm.redact(TEXT)}\n`, 'the command as a filter');

console.log(`smoke: Node ${process.version}: import, require and the command agree`);
