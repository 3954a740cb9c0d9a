import { describe, expect, it } from 'vitest';
import { TuominError } from '../../../src/errors.ts';
import { compilePolicy, type Policy, type PolicyInput } from '../../../src/policy/policy.ts';
import type { Strategy } from '../../../src/types.ts';

const masked = (policy: PolicyInput | undefined, kind: string, text: string): string =>
  compilePolicy(policy).strategyOf(kind)({ kind, text, elements: [] });

const of = (kinds: Policy['kinds'], more: Partial<Policy> = {}): Policy => ({
  version: 1,
  ...more,
  kinds: kinds ?? {},
});

/** What JavaScript callers and JSON files may hold. */
function complaint(policy: unknown, strategies: unknown = {}, kinds: readonly string[] = []): string {
  try {
    compilePolicy(policy as PolicyInput, { strategies: strategies as Record<string, Strategy>, kinds });
  } catch (error) {
    expect(error).toBeInstanceOf(TuominError);
    return (error as TuominError).message;
  }
  return 'none';
}

describe('what a policy says', () => {
  it('is log when there is none', () => {
    expect(masked(undefined, 'mobile', '13812345678')).toBe(masked('log', 'mobile', '13812345678'));
  });

  it('changes what it names and nothing else', () => {
    const policy = of({ mobile: 'tag' });
    expect(masked(policy, 'mobile', '13812345678')).toBe('<手机号>');
    expect(masked(policy, 'name', '张伟')).toBe('张*');
    expect(compilePolicy(policy).thresholdOf('uscc')).toBeUndefined();
  });

  it('may extend a preset', () => {
    expect(masked(of({}, { extends: 'strict' }), 'name', '张伟')).toBe('<姓名>');
    expect(masked(of({ name: true }, { extends: 'strict' }), 'name', '张伟')).toBe('<姓名>');
    expect(masked({ version: 1, extends: 'strict' }, 'name', '张伟')).toBe('<姓名>');
  });

  it('turns kinds off and on', () => {
    const { thresholdOf } = compilePolicy(of({ mobile: false, uscc: true }));
    expect(thresholdOf('mobile')).toBeUndefined();
    expect(thresholdOf('uscc')).toBe(0.5);
    expect(masked(of({ uscc: true }), 'uscc', '91420106MA4K7R2B3A')).toBe('<统一社会信用代码>');
  });

  it('turns everything else off with *, but for what the caller denies', () => {
    const { thresholdOf } = compilePolicy(of({ '*': false, mobile: true }), { kinds: ['staff'] });
    expect(['mobile', 'name', 'hotline', 'staff', 'unheard-of', 'denied'].map(thresholdOf)).toEqual([
      0.5,
      undefined,
      undefined,
      undefined,
      undefined,
      0.5,
    ]);
    expect(masked(of({ '*': false, mobile: true }), 'mobile', '13812345678')).toBe('138******78');
  });

  it('masks everything else with * in one way', () => {
    const policy = of({ '*': { use: 'fixed', text: '#' }, mobile: 'tag' });
    expect(masked(policy, 'mobile', '13812345678')).toBe('<手机号>');
    expect(masked(policy, 'name', '张伟')).toBe('#');
    expect(masked(policy, 'unheard-of', 'x')).toBe('#');
    expect(masked(policy, 'denied', 'x')).toBe('***');
  });

  it('masks a kind unknown to us by a tag', () => {
    expect(masked('log', 'staff', 'E10086')).toBe('<staff>');
    expect(compilePolicy('log').thresholdOf('staff')).toBe(0.5);
  });

  it('sets thresholds, for a kind and for all', () => {
    const { thresholdOf, strategyOf } = compilePolicy(
      of({ name: { threshold: 0.8 }, mobile: { use: 'tag', threshold: 0 } }, { defaults: { threshold: 0.3 } }),
    );
    expect(['name', 'mobile', 'address'].map(thresholdOf)).toEqual([0.8, 0, 0.3]);
    expect(strategyOf('name')({ kind: 'name', text: '张伟', elements: [] })).toBe('张*');
  });

  it('sets the language of tags and the mask character for all', () => {
    const policy = of({ email: 'tag', qq: { use: 'partial', char: '#' } }, { defaults: { language: 'en', char: 'x' } });
    expect(masked(policy, 'email', 'a@example.com')).toBe('<email>');
    expect(masked(policy, 'mobile', '13812345678')).toBe('138xxxxxx78');
    expect(masked(policy, 'address', '文一西路')).toBe('xxxx');
    expect(masked(policy, 'qq', '12345')).toBe('#####');
  });

  it('takes shorthand for every strategy', () => {
    const value = '13812345678';
    expect(masked(of({ mobile: 'keep' }), 'mobile', value)).toBe(value);
    expect(masked(of({ mobile: 'remove' }), 'mobile', value)).toBe('');
    expect(masked(of({ mobile: 'fixed' }), 'mobile', value)).toBe('***');
    expect(masked(of({ mobile: 'partial' }), 'mobile', value)).toBe('***********');
    expect(masked(of({ address: 'address' }), 'address', value)).toBe('****');
  });

  it('treats undefined like nothing said', () => {
    // Spread options often hold undefined.
    const policy = {
      version: 1,
      name: undefined,
      extends: undefined,
      defaults: undefined,
      kinds: { mobile: undefined },
    };
    expect(masked(policy as unknown as Policy, 'mobile', '13812345678')).toBe('138******78');
  });

  it('is read once: later changes do nothing', () => {
    const kinds: Record<string, string> = { mobile: 'tag' };
    const policy = compilePolicy({ version: 1, kinds });
    kinds['mobile'] = 'keep';
    expect(policy.strategyOf('mobile')({ kind: 'mobile', text: '13812345678', elements: [] })).toBe('<手机号>');
  });

  it('reads JSON', () => {
    const policy = JSON.parse(
      '{"name":"ours","version":1,"extends":"waybill","kinds":{"mobile":{"use":"partial","tail":4}}}',
    );
    expect(masked(policy, 'mobile', '13812345678')).toBe('*******5678');
  });
});

describe('strategies of the caller', () => {
  const shout: Strategy = ({ kind, text }) => `${kind}!${text.length}`;

  it('are named by use', () => {
    for (const entry of ['shout', { use: 'shout' }, { use: 'shout', threshold: 0.9 }]) {
      const { strategyOf } = compilePolicy(of({ mobile: entry }), { strategies: { shout } });
      expect(strategyOf('mobile')({ kind: 'mobile', text: '138', elements: [] })).toBe('mobile!3');
    }
  });

  it('mask whole when they break', () => {
    const broken: Strategy = ({ text }) => {
      throw new Error(text);
    };
    const { strategyOf } = compilePolicy(of({ mobile: 'broken' }), { strategies: { broken } });
    expect(strategyOf('mobile')({ kind: 'mobile', text: '13812345678', elements: [] })).toBe('***');
  });

  it('are checked', () => {
    expect(complaint(of({ mobile: 'shuot' }), { shout })).toBe(
      'policy.kinds.mobile: unknown strategy "shuot"; did you mean "shout"?',
    );
    expect(complaint({ version: 1, kinds: { mobile: { use: 'shout', head: 1 } } }, { shout })).toBe(
      'policy.kinds.mobile.head: unknown key; expected one of use, threshold',
    );
    expect(complaint('log', { shout: 'x' })).toBe('strategies.shout: must be a function');
    expect(complaint('log', { partial: shout })).toBe(
      'strategies.partial: is the name of a strategy of ours; choose another',
    );
    expect(complaint('log', 7)).toBe('strategies: must be an object');
    expect(complaint(of({ mobile: 'toString' }))).toMatch('unknown strategy "toString"');
  });
});

describe('mistakes are named with their path', () => {
  it.each([
    ['lgo', 'policy: unknown preset "lgo"; did you mean "log"?'],
    ['displai', 'policy: unknown preset "displai"; did you mean "display"?'],
    ['__proto__', 'policy: unknown preset "__proto__"'],
    ['toString', 'policy: unknown preset "toString"'],
    [7, 'policy: must be an object'],
    [null, 'policy: must be an object'],
    [[], 'policy: must be an object'],
    [new Map(), 'policy: must be an object'],
    [() => 'log', 'policy: must be an object'],
    [{}, 'policy.version: must be 1'],
    [{ version: '1' }, 'policy.version: must be 1'],
    [{ version: 2 }, 'policy.version: must be 1'],
    [{ version: 1, kind: {} }, 'policy.kind: unknown key; did you mean "kinds"?'],
    [{ version: 1, name: 7 }, 'policy.name: must be a string'],
    [{ version: 1, extends: 'classik' }, 'policy.extends: unknown preset "classik"; did you mean "classic"?'],
    [{ version: 1, extends: { version: 1 } }, 'policy.extends: must be the name of a preset'],
    [{ version: 1, kinds: [] }, 'policy.kinds: must be an object'],
    [{ version: 1, kinds: 'mobile' }, 'policy.kinds: must be an object'],
    [of({ mobil: 'tag' }), 'policy.kinds.mobil: unknown kind; did you mean "mobile"?'],
    [of({ phone: 'tag' }), 'policy.kinds.phone: unknown kind; expected one of mobile, '],
    [of({ 'id card': 'tag' }), 'policy.kinds["id card"]: unknown kind; did you mean "id-card"?'],
    [of({ mobile: 'parital' }), 'policy.kinds.mobile: unknown strategy "parital"; did you mean "partial"?'],
    [
      of({ mobile: { use: 'parital' } }),
      'policy.kinds.mobile.use: unknown strategy "parital"; did you mean "partial"?',
    ],
    [{ version: 1, kinds: { mobile: null } }, 'policy.kinds.mobile: must be an object'],
    [{ version: 1, kinds: { mobile: 3 } }, 'policy.kinds.mobile: must be an object'],
    [{ version: 1, kinds: { mobile: ['tag'] } }, 'policy.kinds.mobile: must be an object'],
    [{ version: 1, kinds: { mobile: { use: 7 } } }, 'policy.kinds.mobile.use: must be the name of a strategy'],
    [
      { version: 1, kinds: { mobile: { head: 3 } } },
      'policy.kinds.mobile.head: unknown key; expected one of use, threshold',
    ],
    [{ version: 1, kinds: { mobile: { use: 'tag', head: 3 } } }, 'policy.kinds.mobile.head: unknown key'],
    [of({ mobile: { use: 'partial', head: -1 } }), 'policy.kinds.mobile.head: must be a whole number, 0 or more'],
    [of({ mobile: { use: 'partial', head: 1.5 } }), 'policy.kinds.mobile.head: must be a whole number, 0 or more'],
    [
      of({ mobile: { use: 'partial', tail: Number.NaN } }),
      'policy.kinds.mobile.tail: must be a whole number, 0 or more',
    ],
    [of({ mobile: { use: 'partial', max: Number.POSITIVE_INFINITY } }), 'policy.kinds.mobile.max: must be a whole'],
    [{ version: 1, kinds: { mobile: { use: 'partial', hide: '6' } } }, 'policy.kinds.mobile.hide: must be a whole'],
    [
      of({ mobile: { use: 'partial', char: '**' } }),
      'policy.kinds.mobile.char: must be one visible character and no digit',
    ],
    [
      of({ mobile: { use: 'partial', char: '' } }),
      'policy.kinds.mobile.char: must be one visible character and no digit',
    ],
    [
      of({ mobile: { use: 'partial', char: '0' } }),
      'policy.kinds.mobile.char: must be one visible character and no digit',
    ],
    [of({ mobile: { use: 'partial', char: '\ud840' } }), 'policy.kinds.mobile.char: must be one visible character'],
    [of({ mobile: { use: 'partial', char: '\n' } }), 'policy.kinds.mobile.char: must be one visible character'],
    [{ version: 1, kinds: { mobile: { use: 'fixed', text: 7 } } }, 'policy.kinds.mobile.text: must be a string'],
    [
      { version: 1, kinds: { mobile: { use: 'tag', language: 'cn' } } },
      'policy.kinds.mobile.language: unknown value "cn"',
    ],
    [
      { version: 1, kinds: { address: { use: 'address', keep: 'distrct' } } },
      'policy.kinds.address.keep: unknown value "distrct"; did you mean "district"?',
    ],
    [
      of({ address: { use: 'address', keep: 'city', hide: 'unit-room' } }),
      'policy.kinds.address.hide: cannot go with keep',
    ],
    [of({ mobile: { threshold: 1.1 } }), 'policy.kinds.mobile.threshold: must be a number from 0 to 1'],
    [of({ mobile: { threshold: -0.1 } }), 'policy.kinds.mobile.threshold: must be a number from 0 to 1'],
    [of({ mobile: { threshold: Number.NaN } }), 'policy.kinds.mobile.threshold: must be a number from 0 to 1'],
    [
      { version: 1, kinds: { mobile: { threshold: '0.5' } } },
      'policy.kinds.mobile.threshold: must be a number from 0 to 1',
    ],
    [{ version: 1, defaults: { treshold: 0.5 } }, 'policy.defaults.treshold: unknown key; did you mean "threshold"?'],
    [{ version: 1, defaults: { threshold: 2 } }, 'policy.defaults.threshold: must be a number from 0 to 1'],
    [{ version: 1, defaults: { char: '7' } }, 'policy.defaults.char: must be one visible character and no digit'],
  ])('%o', (policy, message) => {
    expect(complaint(policy)).toContain(message);
  });

  it('knows the kinds of the given detectors', () => {
    expect(complaint(of({ staff: 'tag' }))).toMatch('policy.kinds.staff: unknown kind');
    expect(complaint(of({ staff: 'tag' }), {}, ['staff'])).toBe('none');
    expect(complaint(of({ denied: 'tag' }))).toBe('none');
  });

  it('is short and on one line, whatever was pasted', () => {
    for (const long of ['x'.repeat(1e6), '\n'.repeat(1e3), '"'.repeat(1e3)]) {
      for (const policy of [long, of({ [long]: 'tag' }), of({ mobile: long }), { version: 1, extends: long }]) {
        const message = complaint(policy);
        expect(message.length).toBeLessThan(500);
        expect(message).not.toContain('\n');
      }
    }
  });
});

describe('hostile policies', () => {
  const loop: Record<string, unknown> = { version: 1 };
  loop['kinds'] = { mobile: loop };
  const explode = (): never => {
    throw new Error('13812345678');
  };

  it.each([
    ['__proto__ from JSON', JSON.parse('{"version":1,"__proto__":{"kinds":{}}}'), 'policy.__proto__: unknown key'],
    [
      '__proto__ as a kind',
      JSON.parse('{"version":1,"kinds":{"__proto__":{"use":"keep"}}}'),
      'policy.kinds.__proto__: unknown kind',
    ],
    [
      '__proto__ as an option',
      JSON.parse('{"version":1,"kinds":{"mobile":{"use":"tag","__proto__":{}}}}'),
      'policy.kinds.mobile.__proto__: unknown key',
    ],
    [
      'constructor as a kind',
      of({ constructor: 'keep' } as unknown as Policy['kinds']),
      'policy.kinds.constructor: unknown kind',
    ],
    ['a cycle', loop, 'policy.kinds.mobile.version: unknown key'],
    ['a function as a kind', { version: 1, kinds: { mobile: explode } }, 'policy.kinds.mobile: must be plain data'],
    [
      'a function as an option',
      { version: 1, kinds: { mobile: { use: explode } } },
      'policy.kinds.mobile.use: must be plain data',
    ],
    ['a toJSON', { version: 1, toJSON: explode }, 'policy.toJSON: must be plain data'],
    [
      'a getter',
      { version: 1, kinds: Object.defineProperty({}, 'mobile', { get: explode, enumerable: true }) },
      'policy.kinds.mobile: must be plain data',
    ],
    [
      'a setter',
      Object.defineProperty({ version: 1 }, 'kinds', { set: explode, enumerable: true }),
      'policy.kinds: must be plain data',
    ],
    ['a symbol', { version: 1, [Symbol('x')]: 1 }, 'must be plain data'],
    [
      'a tag that explodes',
      Object.defineProperty({}, Symbol.toStringTag, { get: explode }),
      'policy: must be plain data',
    ],
    ['a proxy', new Proxy({}, { ownKeys: explode }), 'policy: must be plain data'],
    [
      'a proxy deep down',
      { version: 1, kinds: new Proxy({ mobile: 1 }, { getOwnPropertyDescriptor: explode }) },
      'policy.kinds.mobile: must be plain data',
    ],
  ])('%s', (_, policy, message) => {
    const found = complaint(policy);
    expect(found).toContain(message);
    expect(found).not.toContain('13812345678');
  });

  it('never runs code of theirs', () => {
    let calls = 0;
    const spy = new Proxy({ version: 1 }, { get: () => ++calls });
    complaint(spy);
    complaint({
      version: 1,
      kinds: {
        get mobile() {
          return ++calls;
        },
      },
    });
    // Reading the class of an object looks up Symbol.toStringTag and nothing else.
    expect(calls).toBeLessThanOrEqual(1);
  });

  it('leaves no trace on Object.prototype', () => {
    complaint(JSON.parse('{"version":1,"defaults":{"__proto__":{"char":"#"}}}'));
    expect(({} as Record<string, unknown>)['char']).toBeUndefined();
  });

  it('takes objects without prototype', () => {
    const policy = Object.assign(Object.create(null), { version: 1, kinds: Object.create(null) });
    expect(complaint(policy)).toBe('none');
  });
});
