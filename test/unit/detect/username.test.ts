import { expect, it } from 'vitest';
import { usernameDetector } from '../../../src/detect/username.ts';
import { alone } from '../../support/alone.ts';

const username = alone(usernameDetector);

it('takes a quoted name whole, blanks and emoji included', () => {
  expect(username.redact('{"nickName":"快乐 的土豆🥔","age":20}')).toBe('{"nickName":"***","age":20}');
});

it('stops a bare name at its delimiter', () => {
  expect(username.mark('昵称：海边的风车，电话')).toBe('昵称：⟦username|海边的风车⟧，电话');
  expect(username.mark('nick=lin_xm&x=1')).toBe('nick=⟦username|lin_xm⟧&x=1');
  expect(username.mark('账号 linxm1990异常')).toBe('账号 ⟦username|linxm1990⟧异常');
});

it('counts numbers as accounts only under a key that says so, from five digits on', () => {
  expect(username.mark('userId=12345')).toBe('userId=⟦username|12345⟧');
  expect(username.mark('userId=1234')).toBe('userId=1234');
  expect(username.mark('uid=889912')).toBe('uid=889912');
});

it.each(['null', 'admin', 'root', '#{user}', '<name>', '***', '匿名用户', '请输入', '不能为空'])(
  'leaves %s',
  (value) => {
    expect(username.mark(`用户名：${value}`)).toBe(`用户名：${value}`);
  },
);

it('leaves a name that is masked already', () => {
  const once = username.redact('昵称：海边的风车');
  expect(username.redact(once)).toBe(once);
});
