import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkSync } from 'recheck';
import ts from 'typescript';
import { expect, it } from 'vitest';

// The JavaScript backend: the others need Java or a native program, and may answer differently.
process.env['RECHECK_SYNC_BACKEND'] = 'pure';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));

/** Longest attack tried, in repetitions of what recheck found; anything superlinear shows long before. */
const MAX_PUMPS = 1 << 16;
const MAX_MILLISECONDS = 1000;

/** Patterns that are slow on hostile input and never see any, each with the reason. */
const HARMLESS: Readonly<Record<string, string>> = {
  '\\B(?=(?:\\d{3})+$)': 'the command groups the digits of its own counts',
};

interface Literal {
  readonly place: string;
  readonly regex: RegExp;
}

it('finds a planted quadratic, and lets a bounded repetition pass', () => {
  expect(weaknessOf(/\d+x/u)).toMatch(/polynomial/);
  expect(weaknessOf(/^(a+)+$/u)).toMatch(/exponential/);
  expect(weaknessOf(/\d{1,20}x/u)).toBeNull();
});

it('reads literals wherever they stand', () => {
  const found = literalsOf('sample.ts', 'const a = 4 / 2 / 1; f(/x{2}/gu, [{ b: /[/]y/ }]); // /no/');
  expect(found.map(({ regex }) => regex)).toEqual([/x{2}/gu, /[/]y/]);
});

it.for(sourceFiles().flatMap((name) => literalsOf(name, readFileSync(join(SRC, name), 'utf8'))))(
  '$place is safe on hostile input',
  { timeout: 60_000 },
  ({ regex }) => expect(regex.source in HARMLESS ? null : weaknessOf(regex)).toBeNull(),
);

function sourceFiles(): string[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
}

function literalsOf(name: string, text: string): Literal[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  const literals: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const slash = node.text.lastIndexOf('/');
      const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
      const regex = new RegExp(node.text.slice(1, slash), node.text.slice(slash + 1));
      literals.push({ place: `${name}:${line} ${node.text}`, regex });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return literals;
}

/** Says what is wrong with a pattern, or null. */
function weaknessOf(regex: RegExp): string | null {
  // Only these flags change what a pattern matches; recheck does not know the newer ones.
  const found = checkSync(regex.source, regex.flags.replace(/[^imsu]/g, ''));
  if (found.status === 'safe') return null;
  if (found.status === 'unknown') return `unknown: ${found.error.kind}`;
  const { complexity, attack } = found;
  if (complexity.type === 'exponential') return `exponential: ${attack.pattern}`;
  // Fuzzing also reports {1,64}, whose cost is bounded; whether time grows decides.
  for (let repeat = 32; repeat <= MAX_PUMPS; repeat *= 2) {
    const text = attack.pumps.map(({ prefix, pump }) => prefix + pump.repeat(repeat)).join('') + attack.suffix;
    const start = performance.now();
    new RegExp(regex.source, regex.flags.replace('y', '')).test(text);
    if (performance.now() - start > MAX_MILLISECONDS) return `${complexity.summary}: ${attack.pattern}`;
  }
  return null;
}
