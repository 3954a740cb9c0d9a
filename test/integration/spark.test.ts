import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { has } from '../support/servers.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const SCRIPT = fileURLToPath(new URL('../../examples/spark/mask.py', import.meta.url));
const COUNT = 1_000_000;

/** PySpark in the folder that TUOMIN_PYSPARK names, or installed. */
const ENV = {
  ...process.env,
  PYTHONPATH: process.env['TUOMIN_PYSPARK'] ?? '',
  TUOMIN: `${process.execPath} ${CLI}`,
  SPARK_LOCAL_IP: '127.0.0.1',
  PYSPARK_SUBMIT_ARGS: '--master local[2] --conf spark.ui.enabled=false pyspark-shell',
};

function hasSpark(): boolean {
  return has('java') && spawnSync('python3', ['-c', 'import pyspark'], { env: ENV }).status === 0;
}

describe.skipIf(!hasSpark())('spark', () => {
  it(`comes to the same as one process, on ${COUNT} lines`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'tuomin-spark-'));
    try {
      const source = join(folder, 'in.txt');
      const file = openSync(source, 'w');
      for (let from = 0; from < COUNT; from += 50_000) {
        let text = '';
        for (let i = from; i < from + 50_000; i++)
          text +=
            i % 5 === 0
              ? `${i} 电话 159${String((i * 7919) % 1e8).padStart(8, '0')}\n`
              : `${i} order ${i * 3} done in ${i % 97} ms\n`;
        writeSync(file, text);
      }
      closeSync(file);
      const target = join(folder, 'out');
      execFileSync('python3', [SCRIPT, source, target], {
        env: ENV,
        stdio: ['ignore', 'ignore', 'pipe'],
        maxBuffer: 1 << 26,
      });
      const parts = readdirSync(target)
        .filter((name) => name.startsWith('part-'))
        .sort();
      expect(parts.length).toBeGreaterThan(1);
      const spark = createHash('sha256');
      for (const part of parts) spark.update(readFileSync(join(target, part)));
      const alone = execFileSync(process.execPath, [CLI, 'pipe'], { input: readFileSync(source), maxBuffer: 1 << 28 });
      expect(spark.digest('hex')).toBe(createHash('sha256').update(alone).digest('hex'));
      expect(String(alone).match(/\b159\d{8}\b/g)).toBeNull();
      expect(String(alone).split('\n')).toHaveLength(COUNT + 1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 400_000);

  it('fails where its program fails, and writes nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tuomin-spark-'));
    try {
      writeFileSync(join(folder, 'in.txt'), 'x\n');
      const { status } = spawnSync('python3', [SCRIPT, join(folder, 'in.txt'), join(folder, 'out')], {
        env: { ...ENV, TUOMIN: `${ENV.TUOMIN} --no-such-flag` },
        encoding: 'utf8',
      });
      expect(status).not.toBe(0);
      expect(readdirSync(join(folder, 'out'))).not.toContain('_SUCCESS');
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 120_000);
});
