// Writes into the readmes and docs/policies.md what their examples really print, and the tables made from the library.
// With --check nothing is written, and the exit code says whether they are up to date.
//
//   <!-- run -->            the next code block (js or sh) is run, the block after it holds the output
//   <!-- NAME:begin -->     a table of TABLES, up to <!-- NAME:end -->

import { execFileSync, spawnSync } from 'node:child_process';
import { hkdfSync } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRedactor, defaultDetectors } from '../dist/index.js';
import { createKeyRing } from '../dist/keyed.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FILES = [
  ['en', 'README.md'],
  ['zh', 'README.zh-CN.md'],
  ['en', 'docs/policies.md'],
];
/** They guard nothing: every run has to print the same. */
const [NEW_KEY, OLD_KEY] = ['new', 'old'].map((name) => Buffer.from(hkdfSync('sha256', name, '', 'readme', 32)));
/** What the examples take their keys from. */
const KEY_VARIABLES = {
  TUOMIN_KEY: NEW_KEY.toString('base64'),
  TUOMIN_OLD_KEY: OLD_KEY.toString('base64'),
  TUOMIN_KEYS: `k2=${NEW_KEY.toString('base64')},k1=${OLD_KEY.toString('base64')}`,
};
const KEYS = createKeyRing({ active: 'k1', keys: { k1: NEW_KEY } });
const RUN = /(<!-- run -->\n+```(js|sh)\n([\s\S]*?)```\n\n```\w*\n)([\s\S]*?)(```)/g;
const SPAN = /(<!-- ([\w-]+):begin -->\n)([\s\S]*?)(<!-- \2:end -->)/g;

/** Kind, example, and what it is: in English, in Chinese. Standards only where the code follows one. */
const KINDS = [
  ['mobile', '电话 １３９-0000-1357', 'mobile numbers, however written', '手机号，各种写法'],
  ['mobile', '虚拟号 17100004703转2058', 'privacy numbers, with their extension', '隐私号，连同分机'],
  ['mobile', '中间号 700300004826159', '15-digit privacy numbers (700 segment)', '700 号段 15 位中间号'],
  ['mobile', '+852 9123 0468', 'Hong Kong, Macau, Taiwan; foreign ones with +', '港澳台手机号；带 + 的国外号码'],
  ['landline', '027-83330627转812', 'fixed lines, with their extension', '固定电话，连同分机'],
  ['phone-tail', '手机尾号6158', 'last digits of somebody’s phone', '手机尾号'],
  ['hotline', '客服 400-610-0000', '400 and 800 numbers; found, and kept', '400/800 热线；识别但保留'],
  [
    'id-card',
    '身份证 420105198807033623',
    'resident ID, GB 11643-1999; 15-digit form',
    '居民身份证，GB 11643-1999；含 15 位',
  ],
  ['id-card', '居住证 810000199307140043', 'residence permits of HK, Macau, Taiwan residents', '港澳台居民居住证'],
  ['hk-id', '香港身份证 A123456(3)', 'Hong Kong ID', '香港身份证'],
  ['macau-id', '澳门身份证 5123456(7)', 'Macau ID', '澳门身份证'],
  ['tw-id', '台湾身份证 A123456789', 'Taiwan ID', '台湾身份证'],
  ['permit', '回乡证 H20391748', 'travel permits', '港澳、台湾通行证'],
  ['passport', '护照 EA3058214', 'passports', '护照'],
  ['officer-card', '军官证 军字第2031748号', 'officer and soldier cards', '军官证、士兵证'],
  [
    'bank-card',
    '卡号 6222 0236 0011 1224',
    'bank cards: Luhn and issuer, or a label',
    '银行卡：Luhn 加发卡行，或有标签',
  ],
  ['plate', '车牌 鄂A·5H8Q2', 'number plates, GA 36', '车牌，GA 36'],
  ['email', 'su.wanqing@example.com', 'e-mail addresses', '邮箱'],
  ['wechat', '微信 maomao_3027', 'WeChat IDs', '微信号'],
  ['qq', 'QQ 2846091735', 'QQ numbers', 'QQ 号'],
  ['username', '昵称：爱喝汤的猫', 'screen and account names', '昵称、账号'],
  ['birth-date', '生日 1993-07-14', 'dates of birth', '出生日期'],
  ['geo', '经纬度 114.305392,30.593098', 'coordinates', '经纬度'],
  ['pickup-code', '取件码 6-2-3018', 'parcel pickup codes', '取件码'],
  ['door-code', '门禁密码 2580#', 'door codes', '门禁密码'],
  ['secret', 'password=hunter2!', 'passwords, tokens, cookies, verification codes', '密码、令牌、Cookie、验证码'],
  ['name', '收货人：欧阳若溪', 'names of people', '姓名'],
  ['name', '努尔古丽·买买提 收', 'names with a dot', '带间隔号的姓名'],
  ['address', '武汉市硚口区古田二路88号汇丰苑7栋2单元503室', 'addresses, down to the room', '地址，直到门牌室号'],
  [
    'uscc',
    '税号 91420106MA4K7R2B3A',
    'company codes, GB 32100-2015; off by default',
    '统一社会信用代码，GB 32100-2015；默认关闭',
  ],
];

const SAMPLE =
  '收货人：欧阳若溪 139-0000-1357 武汉市硚口区古田二路88号汇丰苑7栋2单元503室 身份证420105198807033623 卡号6222023600111224';
const PRESETS = [
  [
    'log',
    'the default: 3 + 2 digits of a phone, surname, address to the district',
    '默认：手机留 3+2 位，姓名留姓，地址到区县',
  ],
  ['display', 'a little more for people who work with the data', '供业务人员查看，略多一点'],
  ['waybill', 'address readable for the courier, unit and room hidden', '快递面单：地址可读，隐去单元和室号'],
  ['support', 'customer service: last four digits, address to the town', '客服：手机后四位，地址到街道'],
  ['analytics', 'joining and counting: tokens, and broad terms', '关联与统计：令牌与泛化'],
  [
    'delivery',
    'who a parcel passes: here the courier (without an audience as `log`)',
    '包裹经手各方：此处为快递员（不指定受众时同 `log`）',
    'courier',
  ],
  ['court', 'published judgments: 某, and everything else taken out', '裁判文书：名字作某，其余删去'],
  ['alipay-2020', 'the forms of a guide of 2020: last character of a name', '支付宝 2020 年指南的写法：姓名留末字'],
  ['strict', 'nothing of the value', '只留类型标签'],
  ['classic', '3 + 4 digits and kin; known to be weak', '常见的 3+4 写法；保护较弱'],
];

const HEADS = {
  kinds: { en: ['kind', 'what', 'example', 'under `log`'], zh: ['类型', '说明', '示例', '`log` 策略下'] },
  policies: { en: ['policy', 'what for', 'result'], zh: ['策略', '用途', '结果'] },
};

const TABLES = {
  kinds: kindsTable,
  policies: policiesTable,
  strategies: strategiesTable,
  generalise: generaliseTable,
  fpe: () => numbersTable('fpe'),
  pseudonym: () => numbersTable('pseudonym'),
  delivery: deliveryTable,
  ...Object.fromEntries(PRESETS.map(([name]) => [`preset-${name}`, () => presetTable(name)])),
};

/** One invented record: what it is, its field, its value. */
const RECORD = [
  ['name', 'receiverName', '欧阳若溪'],
  ['mobile', 'mobile', '13900001357'],
  ['privacy number', 'virtualNumber', '17100004703转2058'],
  ['landline', 'landline', '027-83330627'],
  ['hotline', 'hotline', '400-610-0000'],
  ['address', 'address', '武汉市硚口区古田街道古田二路88号汇丰苑7栋2单元503室'],
  ['identity number', 'idCard', '420105198807033623'],
  ['passport', 'passport', 'EA3058214'],
  ['date of birth', 'birthday', '1988-07-03'],
  ['bank card', 'bankCard', '6222023600111224'],
  ['e-mail', 'email', 'su.wanqing@example.com'],
  ['number plate', 'plate', '鄂A·5H8Q2'],
  ['WeChat', 'wechat', 'maomao_3027'],
  ['QQ', 'qq', '2846091735'],
  ['screen name', 'nickname', '爱喝汤的猫'],
  ['coordinates', 'location', '114.305392,30.593098'],
  ['pickup code', 'pickupCode', '6-2-3018'],
  ['door code', 'doorCode', '2580#'],
  ['password', 'password', 'hunter2!'],
  ['company code', 'taxNo', '91420106MA4K7R2B3A'],
  ['remark', 'remark', '给若溪，电话13900001357，尾号1357'],
  ['order number', 'orderNo', '2025071813900001357026'],
];
const AUDIENCES = ['courier', 'merchant', 'call-centre', 'analyst'];

/** A strategy as a policy spells it, and what it is shown with. */
const STRATEGIES = [
  ['"keep"', '电话 13900001357'],
  ['"remove"', '电话 13900001357'],
  ['"fixed"', '电话 13900001357'],
  ['{ "use": "fixed", "text": "[hidden]" }', '电话 13900001357'],
  ['"tag"', '电话 13900001357'],
  ['{ "use": "tag", "language": "en" }', '电话 13900001357'],
  ['{ "use": "partial", "head": 3, "tail": 2, "hide": 6 }', '电话 13900001357'],
  ['{ "use": "partial", "head": 1, "max": 1, "char": "某" }', '收货人：欧阳若溪'],
  ['{ "use": "partial", "tail": 4, "hide": 6, "virtual": "keep" }', '虚拟号 17100004703转2058'],
  ['{ "use": "address", "keep": "district" }', '武汉市硚口区古田二路88号汇丰苑7栋2单元503室'],
  ['{ "use": "address", "hide": "unit-room" }', '武汉市硚口区古田二路88号汇丰苑7栋2单元503室'],
  ['"generalise"', '身份证 420105198807033623'],
  ['{ "use": "chain", "steps": ["generalise", "token"] }', '武汉市硚口区古田二路88号汇丰苑7栋2单元503室'],
  ['{ "use": "by-score", "from": 0.9, "above": "token", "below": "fixed" }', '电话 13900001357'],
  ['"token"', '电话 13900001357'],
  ['{ "use": "encrypt", "algorithm": "aes-gcm-siv" }', '电话 13900001357'],
  ['"fpe"', '电话 139-0000-1357'],
  ['"pseudonym"', '收货人：欧阳若溪'],
];

const GENERALISE = [
  ['', '身份证 420105198807033623'],
  ['"birth": "decade", "sex": "hide"', '身份证 420105198807033623'],
  ['"birth": "none", "region": "none"', '身份证 420105198807033623'],
  ['', '身份证 420105880703362'],
  ['', '身份证 420105198807033624'],
  ['', '生日 1993-07-14'],
  ['"birth": "decade"', '生日 1993-07-14'],
  ['', '生日 一九九三年七月十四日'],
  ['', '生日 07-14'],
  ['', '武汉市硚口区古田二路88号汇丰苑7栋2单元503室'],
  ['"address": "city"', '武汉市硚口区古田二路88号汇丰苑7栋2单元503室'],
  ['', '经纬度 114.305392,30.593098'],
  ['"geohash": 3', '经纬度 114.305392,30.593098'],
  ['', '电话 13900001357'],
];

const NUMBERS = {
  fpe: [
    ['mobile', '电话 +86 139-0000-1357', 'the prefix, the 1, spaces and hyphens'],
    ['mobile', '虚拟号 17100004703转2058', 'the 1, the length of the extension'],
    ['landline', '座机 027-83330627转812', 'the area code, the length of the extension'],
    ['id-card', '身份证 420105198807033623', 'the region (six digits); the check character fits'],
    ['bank-card', '卡号 6222 0236 0011 1224', 'the issuer (six digits); the last digit fits (Luhn)'],
    ['qq', 'QQ 2846091735', 'the length'],
    ['passport', '护照 EA3058214', 'the letters'],
    ['permit', '回乡证 H20391748', 'the letters'],
    ['permit', '台胞证 02839174', ''],
  ],
  pseudonym: [
    [
      'mobile',
      '电话 13900001357',
      '140 142 143 144 154 160 161 163 164 168 169 179 194: of these no number had been given out by February 2023',
    ],
    ['mobile', '中间号 700300004826159', 'another of the segment 700, which may be somebody’s'],
    ['landline', '座机 027-83330627', 'area code 026, which no city has'],
    [
      'id-card',
      '身份证 420105198807033623',
      'region xx0000, which no district has; year and sex stay, day and sequence do not',
    ],
    ['bank-card', '卡号 6222 0236 0011 1224', 'begins with 0, as no issuer in our table does; passes Luhn'],
    ['email', 'su.wanqing@example.com', 'at example.com, which RFC 2606 reserves'],
    ['name', '收货人：欧阳若溪', 'as many characters, none of them of the original; somebody may be called that'],
    [
      'address',
      '武汉市硚口区古田二路88号汇丰苑7栋2单元503室',
      'province, city and district stay; an invented road with a number beyond 9000',
    ],
    ['plate', '车牌 鄂A·5H8Q2', 'every other kind has a token'],
  ],
};

const outputs = new Map();
const isCheck = process.argv.includes('--check');
const shims = makeShims();
try {
  let stale = 0;
  for (const [language, file] of FILES) {
    const before = readFileSync(join(ROOT, file), 'utf8');
    const after = before
      .replace(RUN, (_all, head, kind, code, _old, tail) => head + outputOf(kind, code) + tail)
      .replace(SPAN, (all, begin, name, _old, end) => (TABLES[name] ? begin + TABLES[name](language) + end : all));
    if (after === before) continue;
    stale++;
    if (isCheck) process.stderr.write(`${file} shows output that is out of date: npm run readme\n`);
    else writeFileSync(join(ROOT, file), after);
  }
  checkKinds();
  if (isCheck && stale > 0) process.exitCode = 1;
} finally {
  rmSync(shims, { recursive: true, force: true });
}

/** A folder with a `tuomin` for the examples' PATH. */
function makeShims() {
  const folder = mkdtempSync(join(tmpdir(), 'tuomin-readme-'));
  const path = join(folder, 'tuomin');
  writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, 'dist/cli.js')}' "$@"\n`);
  chmodSync(path, 0o755);
  return folder;
}

/** The two readmes show the same examples with comments in their own language: each is run once. */
function outputOf(kind, code) {
  const key = code.replaceAll(/ +\/\/ .*$/gmu, '');
  if (!outputs.has(key)) outputs.set(key, run(kind, code));
  return outputs.get(key);
}

/** Standard output and error of an example, in that order, as a reader would see them. */
function run(kind, code) {
  const { FORCE_COLOR: _, ...outer } = process.env;
  const env = { ...outer, ...KEY_VARIABLES, PATH: shims + delimiter + process.env.PATH, NO_COLOR: '1' };
  const options = { cwd: ROOT, env, encoding: 'utf8' };
  if (kind === 'js') return execFileSync(process.execPath, ['--input-type=module', '--eval', code], options);
  const { stdout, stderr } = spawnSync('sh', ['-c', code], options);
  return stdout + stderr;
}

/** Of `log` every field, of the others what differs from it. */
function presetTable(policy) {
  const [usual, own] = ['log', policy].map((name) => shownBy(createRedactor({ policy: name, keys: KEYS })));
  const rows = RECORD.filter(([, field]) => policy === 'log' || own[field] !== usual[field]).map(
    ([what, field, value]) => [what, code(value), shownAs(own[field], value)],
  );
  return table(['', 'value', 'shown'], rows);
}

function shownBy(redactor) {
  return redactor.redactRecord(recordOf());
}

function recordOf() {
  return Object.fromEntries(RECORD.map(([, field, value]) => [field, value]));
}

function deliveryTable() {
  const views = createRedactor({ policy: 'delivery', keys: KEYS }).redactFor(recordOf(), AUDIENCES);
  const rows = RECORD.map(([what, field, value]) => [
    what,
    code(value),
    ...AUDIENCES.map((name) => shownAs(views[name][field], value)),
  ]);
  return table(['', 'value', ...AUDIENCES], rows);
}

function shownAs(shown, value) {
  return shown === value ? 'as it is' : shown === '' ? 'nothing' : code(short(shown));
}

/** A token is as long as it is; what tells of it is how it begins. */
function short(text) {
  return text.replace(/(tm[trds]_[a-z]+\d*_[a-z-]+_\w{4})\w+/g, '$1…');
}

function strategiesTable() {
  const rows = STRATEGIES.map(([spelling, example]) => [code(spelling), ...oneValue(example, JSON.parse(spelling))]);
  return table(['in a policy', 'value', 'becomes'], rows);
}

function generaliseTable() {
  const rows = GENERALISE.map(([options, example]) => {
    const comma = options === '' ? '' : ', ';
    return [code(options), ...oneValue(example, JSON.parse(`{ "use": "generalise"${comma}${options} }`))];
  });
  return table(['options', 'value', 'becomes'], rows);
}

function numbersTable(use) {
  const rows = NUMBERS[use].map(([kind, example, note]) => {
    const [value, shown] = oneValue(example, use, kind);
    return [code(kind), value, shown, note];
  });
  return table(['kind', 'value', 'becomes', use === 'fpe' ? 'what stays' : 'whose it can be'], rows);
}

/** The one value of an example, and what a strategy makes of it. */
function oneValue(example, use, kind) {
  const [found, ...others] = createRedactor().detect(example);
  if (found === undefined || others.length > 0 || (kind ?? found.kind) !== found.kind)
    throw new Error(`not the one value that was meant: ${example}`);
  const policy = { version: 1, kinds: { [found.kind]: use } };
  const shown = createRedactor({ policy, keys: KEYS }).redact(example);
  const from = found.start;
  const value = example.slice(from, found.end);
  return [code(value), shownAs(shown.slice(from, shown.length - (example.length - found.end)), value)];
}

function kindsTable(language) {
  const off = createRedactor({ policy: { version: 1, kinds: { uscc: 'tag' } } });
  const redactor = createRedactor();
  let last = '';
  const rows = KINDS.map(([kind, example, en, zh]) => {
    const found = off.detect(example).some((finding) => finding.kind === kind);
    if (!found) throw new Error(`no ${kind} is found in its example`);
    const name = kind === last ? '' : `\`${kind}\``;
    last = kind;
    return [name, language === 'en' ? en : zh, code(example), code(redactor.redact(example))];
  });
  return table(HEADS.kinds[language], rows);
}

function policiesTable(language) {
  const rows = PRESETS.map(([policy, en, zh, audience]) => {
    const redactor = createRedactor({ policy, keys: KEYS, ...(audience === undefined ? {} : { audience }) });
    return [`\`${policy}\``, language === 'en' ? en : zh, code(short(redactor.redact(SAMPLE)))];
  });
  return table(HEADS.policies[language], [['', language === 'en' ? 'the text' : '原文', code(SAMPLE)], ...rows]);
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |\n`;
  return `\n${line(head)}${line(head.map(() => '---'))}${rows.map(line).join('')}\n`;
}

function code(text) {
  if (text === '') return '';
  return `\`${text.replaceAll('|', '\\|')}\``;
}

/** A kind that nobody wrote a row for would be missing from the README. */
function checkKinds() {
  const told = new Set(KINDS.map(([kind]) => kind));
  const missing = [...new Set(defaultDetectors.flatMap(({ kinds }) => kinds))].filter((kind) => !told.has(kind));
  if (missing.length > 0) throw new Error(`tools/readme.mjs has no row for ${missing.join(', ')}`);
}
