/**
 * The split theorem: for every way to cut a text, what comes out of a stream is the redaction of the whole. Windows of a few
 * units bring their edges into texts of ordinary length.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Detector, defaultDetectors, FAILED, idCardDetector, mobileDetector } from '../../src/index.ts';
import { createTextEngine, type TextEngine } from '../../src/redactor.ts';
import { TextWindow, type WindowOptions } from '../../src/window.ts';
import { check, RUNS, SEED } from '../support/check.ts';
import { parseGolden } from '../support/golden.ts';
import { plainText, text, token } from '../support/tokens.ts';

const CASES = fileURLToPath(new URL('../cases/', import.meta.url));
/** Longer than the reach of the numbers. */
const FILLER = 'lorem ipsum, '.repeat(16);

const engine = createTextEngine({ detectors: defaultDetectors });

/** Several lines of tokens, longer than what any detector reaches over. */
const long = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: text },
      { weight: 1, arbitrary: token },
      { weight: 1, arbitrary: fc.constant('\n') },
    ),
    {
      minLength: 1,
      maxLength: 12,
      size: 'max',
    },
  )
  .map((parts) => parts.join(''));

/** Sizes of chunks, used in turn: of single units, of a few, of many. */
const cuts = fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 200 })), {
  minLength: 1,
  maxLength: 8,
});

function stream(of: TextEngine, input: string, sizes: readonly number[], options: WindowOptions): string {
  const window = of.window(options);
  let out = '';
  for (let at = 0, i = 0; at < input.length; i++) {
    const size = sizes[i % sizes.length] as number;
    out += window.push(input.slice(at, at + size));
    at += size;
  }
  return out + window.end();
}

/** All kinds but secrets, which reach over thousands of units: texts of three thousand have windows that do not see all of it. */
const near = createTextEngine({ detectors: defaultDetectors.filter(({ name }) => name !== 'secret') });

/** Without escapes, near which windows see six times as far. */
const longer = fc.array(plainText, { minLength: 60, maxLength: 90, size: 'max' }).map((parts) => parts.join(''));

/** Numbers only: what they reach over is short enough for texts of a few hundred units to have many windows. */
const numbers = createTextEngine({ detectors: [mobileDetector, idCardDetector] });

/** From many files, so that every kind is among them. */
const golden = readdirSync(CASES)
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => parseGolden(readFileSync(join(CASES, name), 'utf8')).cases.slice(0, 14))
  .map((one) => one.text);

describe('a text in pieces', () => {
  it('comes out as in one piece, windows of 64 units', () => {
    check(
      fc.property(long, cuts, (input, sizes) => {
        expect(stream(engine, input, sizes, { size: 64 })).toBe(
          stream(engine, input, [input.length + 1], { size: 64 }),
        );
      }),
      2 * RUNS,
    );
  });

  it('comes out as it would in a window of its own, live or not, but for one text in a hundred', () => {
    // What the test above holds by construction, this one holds as far as detectors keep to their reach.
    const differing: Record<string, number> = { windows: 0, live: 0 };
    const texts = fc.sample(fc.tuple(longer, cuts), { seed: SEED, numRuns: Math.ceil(RUNS / 25) });
    for (const [input, sizes] of texts) {
      const whole = near.redact(input);
      const few = sizes.map((size) => size + 60);
      if (stream(near, input, sizes, { size: 512 }) !== whole) differing['windows'] = (differing['windows'] ?? 0) + 1;
      if (stream(near, input, few, { isLive: true }) !== whole) differing['live'] = (differing['live'] ?? 0) + 1;
    }
    console.info(
      `of ${texts.length} texts in small windows ${differing['windows']} differ, in live mode ${differing['live']}`,
    );
    expect(Math.max(differing['windows'] ?? 0, differing['live'] ?? 0)).toBeLessThanOrEqual(texts.length / 100);
  });

  it('comes out so where windows see little of it', () => {
    check(
      fc.property(
        fc.array(plainText, { minLength: 4, maxLength: 16, size: 'max' }).map((parts) => parts.join('')),
        cuts,
        fc.integer({ min: 16, max: 300 }),
        (input, sizes, size) => {
          const whole = numbers.redact(input);
          expect(stream(numbers, input, sizes, { size })).toBe(whole);
          expect(stream(numbers, input, sizes, { isLive: true })).toBe(whole);
        },
      ),
      2 * RUNS,
    );
  });

  it('holds little in live mode, and shows nothing of a secret longer than that', () => {
    const window = engine.window({ isLive: true });
    let held = 0;
    for (let i = 0; i < 2000; i++) {
      window.push('今天天气不错，# 标题 100% & ');
      held = Math.max(held, window.held);
    }
    expect(held).toBeLessThanOrEqual(1024);
    const secret = Array.from({ length: 3000 }, (_, i) => 'aB3dE6fH9'[(i * 7) % 9]).join('');
    const out = stream(engine, `好的。token=${secret} 完了。${'好'.repeat(3000)}`, [50], { isLive: true });
    for (let at = 0; at + 12 < secret.length; at += 12) expect(out).not.toContain(secret.slice(at, at + 12));
    expect(out.startsWith('好的。token=')).toBe(true);
    expect(out).toContain('完了。');
  });

  it('comes out so for a window border at every place of 300 golden texts', () => {
    const before = '今天，'.repeat(400);
    for (const one of golden.filter((text) => !/[\\\\%&#]/u.test(text)).slice(0, 300)) {
      const input = `${before}\n${one}\n${before}`;
      const whole = near.redact(input);
      // Borders fall where the first core ends: some place within.
      for (let border = 0; border <= one.length; border += 7)
        expect(stream(near, input, [input.length], { size: before.length + 1 + border }), one).toBe(whole);
    }
  });

  it('comes out so for every single cut of 300 golden texts', () => {
    expect(golden.length).toBeGreaterThanOrEqual(300);
    for (const one of golden) {
      // Something before and behind, so that windows end within.
      const input = `${FILLER}${one}\n${FILLER}`;
      const whole = stream(numbers, input, [input.length], { size: 32 });
      for (let cut = FILLER.length; cut <= FILLER.length + one.length; cut++) {
        expect(stream(numbers, input, [cut, input.length], { size: 32 }), `${one} cut at ${cut}`).toBe(whole);
        expect(stream(engine, one, [cut - FILLER.length || one.length, one.length], { size: 32 })).toBe(
          engine.redact(one),
        );
      }
    }
  });

  it.each([
    ['a margin shorter than the reach', { margin: 8 }],
    ['no margin', { margin: 0 }],
  ])('does not with %s: the same texts tell', (_, spoiled) => {
    const wrong = spoil(numbers, spoiled);
    expect(() =>
      fc.assert(
        fc.property(
          fc.array(plainText, { minLength: 4, maxLength: 16, size: 'max' }).map((parts) => parts.join('')),
          cuts,
          (input, sizes) => stream(wrong, input, sizes, { isLive: true }) === numbers.redact(input),
        ),
        { seed: 1, numRuns: 2000 },
      ),
    ).toThrow('Property failed');
  });

  it('does not when cut at what was found instead of at what could still become something', () => {
    // The whole of what came is masked at once: a number whose first half is out is no number.
    expect(() =>
      fc.assert(
        fc.property(plainText, cuts, (input, sizes) => piecewise(input, sizes) === numbers.redact(input)),
        { seed: 1, numRuns: 2000 },
      ),
    ).toThrow('Property failed');
  });

  it('shows nothing of a stretch on which a detector breaks, and goes on behind it', () => {
    const broken: Detector = {
      name: 'broken',
      kinds: ['broken'],
      reach: 4,
      cues: [],
      wakes: { digits: 6 },
      find(): void {
        throw new Error('broken');
      },
    };
    const out = stream(
      createTextEngine({ detectors: [broken] }),
      `${'好'.repeat(200)}15902714683${'好'.repeat(200)}`,
      [7],
      { size: 64 },
    );
    expect(out).not.toContain('15902714683');
    expect(out).toContain(FAILED);
    expect(out.startsWith('好好') && out.endsWith('好好')).toBe(true);
  });
});

function piecewise(input: string, sizes: readonly number[]): string {
  let out = '';
  for (let at = 0, i = 0; at < input.length; i++) {
    const size = sizes[i % sizes.length] as number; // never empty
    out += numbers.redact(input.slice(at, at + size));
    at += size;
  }
  return out;
}

/** The same redactor, but for what it believes of its detectors. */
function spoil(of: TextEngine, { margin }: { readonly margin: number }): TextEngine {
  const masking = { ...of.masking, margin };
  return { ...of, window: (options) => new TextWindow(masking, options) };
}
