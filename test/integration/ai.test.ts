import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAILED, TuominError } from '../../src/index.ts';
import {
  anthropicDeltas,
  createPromptGuard,
  openaiDeltas,
  type PromptSession,
  type ReadDeltas,
} from '../../src/integrations/ai/index.ts';
import { ADDRESS, NAME, PHONE, PLANTED } from '../support/leak-paths.ts';

const TEXT = `收件人：${NAME}，电话 ${PHONE}，地址：${ADDRESS}`;
const QUOTED = 'Li "Ace" \\ Wang';
const guard = createPromptGuard();
const quoting = createPromptGuard({ deny: [QUOTED] });

/** A session that knows a name (1), a telephone number (2) and an address (3). */
function known(of = guard): PromptSession {
  const session = of.session();
  expect(session.redact(TEXT)).toBe('收件人：<姓名_1>，电话 <手机号_2>，地址：<地址_3>');
  return session;
}

function expectClean(sent: unknown): void {
  for (const planted of PLANTED) expect(JSON.stringify(sent)).not.toContain(planted);
}

async function restored(session: PromptSession, chunks: readonly string[], json = false): Promise<string> {
  const out: string[] = [];
  for await (const chunk of session.restoreChunks(chunks, { json })) out.push(chunk);
  return out.join('');
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

/** The platform's own type. */
function pair(session: PromptSession): TransformStream<string, string> {
  return session.restoreStream() as TransformStream<string, string>;
}

function pieces(text: string, size: number): string[] {
  const out: string[] = [];
  for (let i = 0; i < text.length; i += size) out.push(text.slice(i, i + size));
  return out;
}

/** What models make of `<姓名_1>`, and what comes of it. */
const ALTERED: Readonly<Record<string, string>> = {
  '<姓名_1>': NAME,
  '＜姓名_1＞': NAME,
  '《姓名_1》': NAME,
  '〈姓名_1〉': NAME,
  '< 姓名_1 >': NAME,
  '<姓名 _ 1>': NAME,
  '<姓名 1>': NAME,
  '<姓名1>': NAME,
  '<姓名-1>': NAME,
  '<姓名＿１>': NAME,
  '<name_1>': NAME,
  '<NAME_1>': NAME,
  姓名_1: NAME,
  '姓名\\_1': NAME,
  '<姓名\\_1>': NAME,
  '\\<姓名\\_1\\>': NAME,
  '&lt;姓名_1&gt;': NAME,
  '&#60;姓名_1&#62;': NAME,
  '"<姓名_1>"': `"${NAME}"`,
  '“<姓名_1>”': `“${NAME}”`,
  '`<姓名_1>`': `\`${NAME}\``,
  '**<姓名_1>**': `**${NAME}**`,
  '【姓名_1】': `【${NAME}】`,
  '联系姓名_1。': `联系${NAME}。`,
  '<<姓名_1>>': `<${NAME}>`,
  '<\\u59d3\\u540d_1>': '\\u9648\\u4e3d\\u534e',
  '\\u003c姓名_1\\u003e': '\\u9648\\u4e3d\\u534e',
  '\\\\u003c姓名_1\\\\u003e': '\\\\u9648\\\\u4e3d\\\\u534e',
  '?q=%3C%E5%A7%93%E5%90%8D_1%3E&n=1': `?q=${encodeURIComponent(NAME)}&n=1`,
};

/** Nobody's, or too far from ours to be sure. */
const FOREIGN = [
  '<姓名_9>',
  '<姓名_01>',
  '<姓名_12>',
  '<姓名_1x1>',
  '<手机号_1>',
  '<mobile_1>',
  '<客户_1>',
  '<姓名>',
  '<姓名_>',
  '姓名1',
  '姓名 1',
  '姓名_1a',
  '姓名_1_2',
  '姓名_15',
  'name_1',
  '<姓名_1234567>',
];

const ANSWERS = [
  `您好，<姓名_1>，包裹送到<地址_3>，电话<手机号_2>。`,
  `<姓名_1><手机号_2><<地址_3>>`,
  `{"to":"<姓名_1>","tel":"<手机号_2>","n":"\\"<地址_3>\\""}`,
  `a < b && c > d 100% 50%E5 &lt;姓名_1&gt; &amp; \\u003c手机号_2\\u003e \\\\ \\" " <手机`,
  Object.keys(ALTERED).join(' '),
  FOREIGN.join(' '),
];

describe('placeholders', () => {
  it('stand for what is found, one for each value', () => {
    const session = known();
    expect(session.redact(`${NAME}又打来了：${PHONE}，另一个号码 13971205846`)).toBe(
      '<姓名_1>又打来了：<手机号_2>，另一个号码 <手机号_4>',
    );
    expect(session.size).toBe(4);
    expect(session.restore('<姓名_1> <手机号_2> <手机号_4>')).toBe(`${NAME} ${PHONE} 13971205846`);
    expect(session.redact('今天天气很好')).toBe('今天天气很好');
  });

  it('share a number where a value is only spelt in another way', () => {
    const session = known();
    const text = '159-0271-4683 与 {"mobile":15902714683}';
    expect(session.redact(text)).toBe('<手机号_2b> 与 {"mobile":"<手机号_2c>"}');
    expect(session.restore(session.redact(text))).toBe(text);
  });

  it('stand for a value wherever it comes again, but not for a part of another', () => {
    const session = guard.session();
    session.redact({ receiverName: '老猫', mobile: PHONE, pickupCode: '5302' });
    expect(session.redact('问问老猫')).toBe('问问<姓名_1>');
    expect(session.redact('共5302元，单号 99159027146830')).toBe('共5302元，单号 99159027146830');
  });

  it('are of one session', () => {
    known();
    expect(guard.session().restore('<姓名_1>')).toBe('<姓名_1>');
  });

  it('come in English', () => {
    const session = createPromptGuard({ language: 'en' }).session();
    expect(session.redact(`${NAME}女士，电话 ${PHONE}`)).toMatch(/^<name_\d>女士，电话 <mobile_\d>$/);
    expect(session.restore(session.redact(TEXT))).toBe(TEXT);
  });

  it('can be told of to a model, without a number being used up', () => {
    for (const language of ['zh', 'en'] as const) {
      const session = createPromptGuard({ language }).session();
      expect(session.hint).toContain(language === 'zh' ? '<姓名_N>' : '<name_N>');
      expect(session.redact(session.hint)).toBe(session.hint);
      expect(session.redact(PHONE)).toMatch(/_1>$/);
    }
  });

  it('follow the policy: what it leaves alone or keeps stays', () => {
    const text = `${TEXT}，客服 95588，su@example.com`;
    const session = createPromptGuard({ policy: { version: 1, kinds: { email: false, name: 'keep' } } }).session();
    const sent = session.redact(text);
    expect(sent).toContain('su@example.com');
    expect(sent).toContain(NAME);
    expect(sent).toContain('95588');
    expect(sent).not.toContain(PHONE);
    // Also one that masks by keys or by audience.
    for (const policy of ['analytics', 'delivery', 'strict', 'court', 'display'])
      expectClean(createPromptGuard({ policy }).session().redact(text));
  });

  it('hide messages, tool calls and results, fields and keys, and leave their shape and ids', () => {
    const session = guard.session();
    const image = new Uint8Array([137, 80, 78, 71, 0, 255]);
    const messages = [
      { role: 'system', content: '你是客服' },
      {
        role: 'user',
        content: [
          { type: 'text', text: `老猫的电话是多少？我是${NAME}女士` },
          { type: 'file', data: image },
        ],
      },
      { role: 'assistant', tool_calls: [{ id: 'call_15902714683', function: { arguments: `{"q":"${TEXT}"}` } }] },
      {
        role: 'tool',
        tool_call_id: 'call_15902714683',
        content: { receiverName: '老猫', [PHONE]: 1, mobile: 13971205846 },
      },
    ];
    const sent = session.redact(messages);
    expect(JSON.stringify(sent).replaceAll('call_15902714683', '')).not.toMatch(
      /老猫|陈丽华|15902714683|13971205846|珞喻路/,
    );
    expect(sent[0]).toBe(messages[0]);
    expect(JSON.stringify(sent[1])).toContain(JSON.stringify(image));
    expect(sent[2]?.tool_calls?.[0]?.id).toBe('call_15902714683');
    expect(sent[3]?.tool_call_id).toBe('call_15902714683');
    // What the last message proves stands for the same in the first.
    const [, of] = /"receiverName":"(<姓名_\d+>)"/.exec(JSON.stringify(sent[3])) ?? [];
    expect(JSON.stringify(sent[1])).toContain(`${of}的电话`);
    expect(session.restore(sent)).toEqual(messages);
  });

  it('never leave out what a value beside it had hidden', () => {
    expect(guard.session().redact('lin@example.com13971205846')).toBe('<邮箱_1><手机号_2>');
    // And take nothing for a value because a placeholder stands before it.
    expect(guard.session().redact('用户名 linxm1990 登录成功')).toBe('用户名 <用户名_1> 登录成功');
    expect(guard.session().redact('postgres://app:hunter2@db.example.com/shop')).toBe(
      'postgres://app:<密钥_1>@db.example.com/shop',
    );
  });
});

describe('what was typed', () => {
  it('is never taken for a placeholder', () => {
    const session = guard.session();
    for (const typed of [
      '<姓名_1>',
      '姓名_2',
      '《手机号_3》',
      '&lt;地址_4&gt;',
      '\\<姓名\\_5\\>',
      '<\\u59d3\\u540d_6>',
      '<name_7>',
    ]) {
      const text = `${typed}是什么？`;
      expect(session.redact(text)).toBe(text);
      expect(session.restore(text)).toBe(text);
    }
    expect(session.redact(TEXT)).toBe('收件人：<姓名_8>，电话 <手机号_9>，地址：<地址_10>');
    // Their numbers are in use now.
    for (const typed of ['<姓名_8>', '姓名_8', '＜手机号_9＞', '<address_10>', '姓名_80', '取件码_5302']) {
      const sent = session.redact(`${typed}是什么？`);
      expect(sent).toMatch(/^<原文_\d+b?>是什么？$/);
      expect(session.restore(sent)).toBe(`${typed}是什么？`);
    }
  });

  it('is told from what was found in the same text', () => {
    const session = guard.session();
    const text = `${TEXT}，<姓名_1>和<手机号_2>和<姓名_7>`;
    expect(session.redact(text)).toMatch(/^收件人：<姓名_1>，.*，<原文_\d>和<原文_\d>和<姓名_7>$/);
    expect(session.restore(session.redact(text))).toBe(text);
  });

  it('hides no value', () => {
    for (const text of ['取件码_5302', `手机号_${PHONE}`, `<手机号_${PHONE}>`])
      expect(guard.session().redact(text)).not.toMatch(/5302|15902714683/);
  });
});

describe('restoring', () => {
  it.each(Object.entries(ALTERED))('reads %s', (answer, whole) => {
    expect(known().restore(answer)).toBe(whole);
  });

  it.each(FOREIGN)('leaves %s', (answer) => {
    expect(known().restore(answer)).toBe(answer);
  });

  it('comes to the same for every single cut', async () => {
    const session = known();
    for (const answer of ANSWERS)
      for (const json of [false, true]) {
        const whole = session.restore(answer, { json });
        for (let cut = 0; cut <= answer.length; cut++)
          expect(await restored(session, [answer.slice(0, cut), answer.slice(cut)], json)).toBe(whole);
      }
  });

  it.each([1, 2, 3, 5])('comes to the same for tokens of %d', async (size) => {
    const session = known();
    for (const answer of ANSWERS) {
      const whole = session.restore(answer, { json: false });
      expect(await restored(session, pieces(answer, size))).toBe(whole);
      const stream = ReadableStream.from(pieces(answer, size));
      const through = stream.pipeThrough(pair(session));
      expect((await collect(through)).join('')).toBe(whole);
    }
  });

  it('comes to the same for any text and any cuts', async () => {
    const session = known();
    const atoms = [
      ...Object.keys(ALTERED),
      ...FOREIGN,
      '<',
      '>',
      '"',
      '\\',
      '\\"',
      '&',
      '%',
      '姓',
      '手机',
      '_',
      '1',
      ' ',
      'x',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...atoms, ...ANSWERS), { maxLength: 12 }),
        fc.array(fc.nat(9), { minLength: 1, maxLength: 20 }),
        async (parts, sizes) => {
          const answer = parts.join('');
          const chunks: string[] = [];
          for (let at = 0, i = 0; at < answer.length; i++) {
            const size = sizes[i % sizes.length] ?? 0;
            chunks.push(answer.slice(at, at + size + (i % 5 === 4 ? 1 : 0)));
            at += size + (i % 5 === 4 ? 1 : 0);
          }
          expect(await restored(session, chunks)).toBe(session.restore(answer, { json: false }));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is the way back', () => {
    const atoms = [
      TEXT,
      `${NAME}女士`,
      PHONE,
      '159-0271-4683',
      ADDRESS,
      'su@example.com',
      '身份证420105198807033623',
      '取件码：5302',
      '密码：Ab12!@cd',
      '\\u9648\\u4e3d\\u534e',
      '收件人：\\u9648\\u4e3d\\u534e',
      '收件人=%E9%99%88%E4%B8%BD%E5%8D%8E&x=1',
      '&#38472;&#20029;&#21326;',
      '<姓名_1>',
      '姓名_2',
      '<手机号_',
      '<原文_3>',
      '<',
      '>',
      '"',
      '\\',
      '&lt;',
      '\n',
      '，',
      ' ',
      '_1',
      '3',
      'b',
      '{"mobile":15902714683}',
      '好的',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...atoms), { maxLength: 10 }), (parts) => {
        const session = guard.session();
        // A conversation: numbers that are free in one text are in use in the next.
        for (const text of [parts.join(''), parts.reverse().join('，')]) {
          const sent = session.redact(text);
          expect(session.restore(sent, { json: false })).toBe(text);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('holds back no more than a placeholder', async () => {
    const session = known();
    const source = pair(session);
    const writer = source.writable.getWriter();
    const reader = source.readable.getReader();
    const read = async (chunk: string): Promise<string | undefined> => {
      void writer.write(chunk);
      return (await reader.read()).value;
    };
    expect(await read('您好，<姓')).toBe('您好，');
    expect(await read('名_1>，')).toBe(`${NAME}，`);
    expect((await read('<'.repeat(100_000)))?.length).toBe(99_999);
    expect((await read(`${'\\'.repeat(100_000)}z`))?.length).toBe(100_002);
    expect((await read('\\'.repeat(100_000)))?.length).toBeGreaterThan(99_980);
    expect((await read(`<姓名${' '.repeat(50_000)}`))?.length).toBeGreaterThan(50_000);
    expect(await read('a<姓名_1')).toBe('a');
    void writer.close();
    // Which may have been going on: 12 is somebody else.
    expect((await reader.read()).value).toBe('<姓名_1');
    expect((await reader.read()).done).toBe(true);
    // At the end, what needs no bracket is whole.
    expect(await restored(session, ['找姓', '名_1'])).toBe(`找${NAME}`);
  });

  it('takes no longer than the text is long', () => {
    const session = known();
    for (const unit of ['<', '"', '\\', '<姓名', '&#60;', '\\u003c', '%3C', '姓名_', '<姓名_1'])
      expect(session.restore(unit.repeat(200_000 / unit.length), { json: false }).length).toBeGreaterThan(0);
  });

  it('never throws', () => {
    const session = known();
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error(PHONE);
        },
      },
    );
    expect(session.restore(hostile)).toBeDefined();
    expect(session.restore({ a: null, b: undefined, c: 1n })).toEqual({ a: null, b: undefined, c: 1n });
    expect(inspect(session.redact(hostile), { showProxy: false })).not.toContain(PHONE);
  });
});

describe('JSON', () => {
  const session = quoting.session();
  const sent = session.redact(`客户 ${QUOTED}，电话 ${PHONE}`);

  it('stays JSON, whatever a value holds', async () => {
    expect(sent).toBe('客户 <已屏蔽_1>，电话 <手机号_2>');
    const args =
      '{"to":"<已屏蔽_1>","note":"“<已屏蔽_1>”","go":"\\u003c已屏蔽_1\\u003e","in":"{\\"q\\":\\"\\\\u003c已屏蔽_1\\\\u003e\\"}"}';
    for (const size of [1, 2, 3, 5, 1000]) {
      const read = JSON.parse(await restored(session, pieces(args, size), true));
      expect(read).toMatchObject({ to: QUOTED, note: `“${QUOTED}”`, go: QUOTED });
      expect(JSON.parse(read.in)).toEqual({ q: QUOTED });
    }
    // A whole text is asked what it is.
    expect(JSON.parse(session.restore(args)).to).toBe(QUOTED);
    expect(session.restore('致 <已屏蔽_1>')).toBe(`致 ${QUOTED}`);
    expect(JSON.parse(session.restore({ arguments: args }).arguments).to).toBe(QUOTED);
  });

  it('gets its numbers back', () => {
    const one = guard.session();
    const order = { mobile: 15902714683, tel: PHONE, ids: [420105198807033623n] };
    const masked = one.redact(order);
    expectClean({ ...masked, ids: String(masked.ids) });
    expect(one.restore(masked)).toEqual(order);
    const text = '{"mobile":15902714683,"tel":"15902714683","s":"\\"15902714683\\""}';
    expect(one.restore(one.redact(text))).toBe(text);
    // In a stream as well, of whatever size.
    const sent = one.redact(text);
    return restored(one, pieces(sent, 1), true).then((back) => expect(back).toBe(text));
  });
});

describe('the AI SDK', () => {
  const prompt = [
    { role: 'system', content: `客服 ${PHONE}` },
    { role: 'user', content: [{ type: 'text', text: TEXT }] },
    { role: 'assistant', content: [{ type: 'tool-call', toolCallId: 'c1', toolName: 'find', input: { name: NAME } }] },
    {
      role: 'tool',
      content: [
        {
          type: 'tool-result',
          toolCallId: 'c1',
          toolName: 'find',
          output: { type: 'json', value: { mobile: PHONE, address: ADDRESS } },
        },
        { type: 'tool-result', toolCallId: 'c2', toolName: 'find', output: { type: 'text', value: TEXT } },
      ],
    },
  ];

  /** What `wrapLanguageModel` does. */
  function wrap(middleware: ReturnType<typeof guard.middleware>, model: FakeModel) {
    return {
      async generate(given: object) {
        const params = await middleware.transformParams({ params: given });
        return middleware.wrapGenerate({ doGenerate: async () => model.generate(params), params });
      },
      async stream(given: object) {
        const params = await middleware.transformParams({ params: given });
        const { stream } = await middleware.wrapStream({
          doStream: async () => ({ stream: model.stream(params) }),
          params,
        });
        return collect(stream);
      },
    };
  }

  interface Part {
    readonly type: string;
    readonly id?: string;
    readonly delta?: string;
    readonly [other: string]: unknown;
  }

  interface FakeModel {
    generate(params: object): { content: Part[]; [other: string]: unknown };
    stream(params: object): ReadableStream<Part>;
  }

  function fake(parts: readonly Part[], sent: unknown[] = []): FakeModel {
    return {
      generate(params) {
        sent.push(params);
        return { content: [...parts], finishReason: 'stop', response: { body: parts } };
      },
      stream(params) {
        sent.push(params);
        return ReadableStream.from(parts);
      },
    };
  }

  it('has prompts redacted and what is generated restored', async () => {
    const sent: unknown[] = [];
    const content = [
      { type: 'reasoning', text: '<姓名_2>想要…' },
      { type: 'text', text: '您好，<姓名_2>，电话<手机号_1>，<姓名_99>' },
      { type: 'tool-call', toolCallId: 'c3', toolName: 'send', input: '{"to":"<姓名_2>","at":"<地址_3>"}' },
      { type: 'file', mediaType: 'image/png', data: new Uint8Array([255, 1]) },
    ];
    const result = await wrap(guard.middleware(), fake(content, sent)).generate({ prompt, temperature: 0 });
    expectClean(sent);
    expect(sent).toMatchObject([
      { temperature: 0, prompt: [{ role: 'system', content: '客服 <手机号_1>' }, {}, {}, {}] },
    ]);
    expect(result.content).toMatchObject([
      { text: `${NAME}想要…` },
      { text: `您好，${NAME}，电话${PHONE}，<姓名_99>` },
      { toolCallId: 'c3', input: `{"to":"${NAME}","at":"${ADDRESS}"}` },
      content[3],
    ]);
    // What went over the wire is what it was.
    expect(result['response']).toEqual({ body: content });
    expect(prompt[0]?.content).toContain(PHONE);
  });

  const delta = (type: string, id: string, text: string): Part => ({ type: `${type}-delta`, id, delta: text });

  it('has streams restored, each text by itself', async () => {
    const parts: Part[] = [
      { type: 'stream-start', warnings: [] },
      { type: 'text-start', id: 'a' },
      { type: 'reasoning-start', id: 'a' },
      { type: 'text-start', id: 'b' },
      { type: 'tool-input-start', id: 'c', toolName: 'send' },
      ...['您', '好<', '姓', '名_', '2', '>，', '<手机'].flatMap((text, i) => [
        delta('text', 'a', text),
        delta('reasoning', 'a', ['想', '<地', '址_', '3>', '', '', '<姓名_'][i] as string),
        delta('text', 'b', ['<手', '机号', '_1>', '在', '<', '姓名_', '2>'][i] as string),
        delta('tool-input', 'c', ['{"t', 'o":"', '<姓', '名_2', '>","', 'n":1', '}'][i] as string),
      ]),
      { type: 'text-end', id: 'a' },
      { type: 'reasoning-end', id: 'a' },
      { type: 'text-end', id: 'b' },
      { type: 'tool-input-end', id: 'c' },
      { type: 'tool-call', toolCallId: 'c', toolName: 'send', input: '{"to":"<姓名_2>","n":1}' },
      { type: 'finish', finishReason: 'stop' },
    ];
    const out = await wrap(guard.middleware(), fake(parts)).stream({ prompt });
    const text = (type: string, id: string): string =>
      out.flatMap((part) => (part.type === `${type}-delta` && part.id === id ? [part.delta] : [])).join('');
    expect(text('text', 'a')).toBe(`您好${NAME}，<手机`);
    expect(text('reasoning', 'a')).toBe(`想${ADDRESS}<姓名_`);
    expect(text('text', 'b')).toBe(`${PHONE}在${NAME}`);
    expect(text('tool-input', 'c')).toBe(`{"to":"${NAME}","n":1}`);
    expect(out.find((part) => part.type === 'tool-call')).toMatchObject({ input: `{"to":"${NAME}","n":1}` });
    // Nothing of a text behind its end, and nothing behind the finish.
    for (const [type, id] of [
      ['text', 'a'],
      ['reasoning', 'a'],
      ['text', 'b'],
      ['tool-input', 'c'],
    ] as const) {
      const last = out.map((part) => part.type === `${type}-delta` && part.id === id).lastIndexOf(true);
      expect(last).toBeLessThan(out.findIndex((part) => part.type === `${type}-end` && part.id === id));
    }
    expect(out.at(-1)?.type).toBe('finish');
  });

  it('escapes values in streams that are to be JSON, and gives out what a stream breaks off with', async () => {
    const middleware = quoting.middleware();
    const params = {
      prompt: [{ role: 'user', content: [{ type: 'text', text: QUOTED }] }],
      responseFormat: { type: 'json' },
    };
    const parts = pieces('{"name":"<已屏蔽_1>"}<已', 3).map((text) => delta('text', 'a', text));
    const out = await wrap(middleware, fake(parts)).stream(params);
    const text = out.map((part) => part.delta).join('');
    expect(text.endsWith('<已')).toBe(true);
    expect(JSON.parse(text.slice(0, -2))).toEqual({ name: QUOTED });
  });

  it('keeps a session where it is given one, and otherwise one for each call', async () => {
    const session = known();
    const answer = fake([{ type: 'text', text: '<姓名_1>' }]);
    const ask = { prompt: [{ role: 'user', content: [{ type: 'text', text: '再说一遍' }] }] };
    expect((await wrap(session.middleware(), answer).generate(ask)).content[0]?.['text']).toBe(NAME);
    const middleware = guard.middleware('v2');
    expect(middleware.specificationVersion).toBe('v2');
    const other = wrap(middleware as never, answer);
    await other.generate({ prompt });
    expect((await other.generate(ask)).content[0]?.['text']).toBe('<姓名_1>');
  });

  it('sends no message raw that it cannot read', async () => {
    const broken = createPromptGuard({ detectors: [BROKEN] });
    const sent: unknown[] = [];
    await wrap(broken.middleware(), fake([], sent)).generate({ prompt });
    expectClean(sent);
    const { prompt: redacted } = sent[0] as { prompt: unknown[] };
    expect(redacted[0]).toEqual({ role: 'system', content: FAILED });
    expect(redacted[1]).toEqual({ role: 'user', content: [{ type: 'text', text: FAILED }] });
  });
});

const BROKEN = {
  name: 'broken',
  kinds: ['broken'],
  reach: 1,
  cues: [],
  wakes: { digits: 0 },
  find() {
    throw new Error(PHONE);
  },
};

describe('clients', () => {
  async function through<E>(session: PromptSession, events: readonly E[], read: ReadDeltas<E>): Promise<E[]> {
    return collect(session.restoreDeltas(events, read));
  }

  it('openai: chunks of chat completions, two choices and a tool call at once', async () => {
    const events = [
      ...pieces('您好<姓名_1>，<手机', 2).map((text, i) => ({
        id: 'x',
        choices: [
          { index: 0, delta: { content: text }, finish_reason: null as string | null },
          {
            index: 1,
            delta: { tool_calls: [{ index: 0, function: { arguments: pieces('{"to":"<姓名_1>"}', 2)[i] ?? '' } }] },
            finish_reason: null,
          },
        ],
      })),
      {
        id: 'x',
        choices: [
          {
            index: 1,
            delta: { tool_calls: [{ index: 0, function: { arguments: '{"to":"<姓名_1>"}'.slice(12) } }] },
            finish_reason: 'tool_calls',
          },
        ],
      },
      { id: 'x', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
      { id: 'x', choices: [], usage: { total_tokens: 5 } },
    ];
    const out = await through<unknown>(known(), events, openaiDeltas);
    type Choice = { index: number; delta: { content?: string; tool_calls?: { function: { arguments: string } }[] } };
    const choices = out.flatMap((event) => (event as { choices: Choice[] }).choices);
    expect(choices.map((one) => (one.index === 0 ? (one.delta.content ?? '') : '')).join('')).toBe(
      `您好${NAME}，<手机`,
    );
    expect(choices.map((one) => one.delta.tool_calls?.[0]?.function.arguments ?? '').join('')).toBe(`{"to":"${NAME}"}`);
    expect(out.at(-1)).toEqual(events.at(-1));
    expect(out.at(-2)).toEqual(events.at(-2));
  });

  it('openai: events of responses', async () => {
    const type = 'response.output_text.delta';
    const events = [
      ...pieces('您好<姓名_1>', 1).map((delta) => ({ type, item_id: 'm', content_index: 0, delta })),
      { type: 'response.output_text.done', item_id: 'm', content_index: 0, text: '您好<姓名_1>' },
    ];
    const out = (await through<unknown>(known(), events, openaiDeltas)) as { delta?: string; text?: string }[];
    expect(out.map(({ delta = '' }) => delta).join('')).toBe(`您好${NAME}`);
    expect(out.at(-1)?.text).toBe(`您好${NAME}`);
  });

  it('anthropic: blocks of text and of JSON, pings between', async () => {
    const block = (index: number, delta: object): object => ({ type: 'content_block_delta', index, delta });
    const events = [
      { type: 'message_start' },
      ...pieces('您好<姓名_1>，<手', 1).flatMap((text) => [block(0, { type: 'text_delta', text }), { type: 'ping' }]),
      { type: 'content_block_stop', index: 0 },
      ...pieces('{"to":"<姓名_1>"}', 3).map((json) => block(1, { type: 'input_json_delta', partial_json: json })),
      { type: 'content_block_stop', index: 1 },
      { type: 'message_stop' },
    ];
    const out = (await through<unknown>(known(), events, anthropicDeltas)) as {
      type: string;
      index?: number;
      delta?: { text?: string; partial_json?: string };
    }[];
    expect(out.map(({ delta }) => delta?.text ?? '').join('')).toBe(`您好${NAME}，<手`);
    expect(out.map(({ delta }) => delta?.partial_json ?? '').join('')).toBe(`{"to":"${NAME}"}`);
    const stop = out.findIndex(({ type, index }) => type === 'content_block_stop' && index === 0);
    const last = out.map(({ type, index }) => type === 'content_block_delta' && index === 0).lastIndexOf(true);
    expect(last).toBeLessThan(stop);
    expect(out.at(-1)).toEqual({ type: 'message_stop' });
  });
});

describe('a session', () => {
  it('shows counts and no values', () => {
    const session = known();
    const shown = [
      inspect(session, { showHidden: true, depth: 9 }),
      JSON.stringify(session),
      inspect(guard, { depth: 9 }),
      String(session),
    ];
    expectClean(shown);
    expect(JSON.stringify(session)).toBe('{"placeholders":3}');
    expect(Object.getOwnPropertyNames(session)).toEqual([]);
  });

  it('fails closed', () => {
    const session = createPromptGuard({ detectors: [BROKEN] }).session();
    expect(session.redact(TEXT)).toBe(FAILED);
    expect(session.redact([{ content: TEXT }])).toEqual([{ content: FAILED }]);
    expect(session.restore(FAILED)).toBe(FAILED);
  });

  it('refuses bad options by name', () => {
    for (const [options, path] of [
      [null, 'options'],
      [{ language: 'fr' }, 'options.language'],
      [{ polcy: 'log' }, 'options.polcy'],
      [{ policy: 'lgo' }, 'policy'],
      [{ detectors: {} }, 'options.detectors'],
    ] as const) {
      const make = (): unknown => createPromptGuard(options as never);
      expect(make).toThrow(TuominError);
      expect(make).toThrow(path);
    }
  });
});
