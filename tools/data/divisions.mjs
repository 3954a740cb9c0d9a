// Names of provinces, cities and districts as one line of text. See src/data/divisions.ts for the notation.
import { packText } from './pack.mjs';
import { readTable, readWords } from './read.mjs';

const PEOPLES =
  '蒙古族 蒙古 回族 藏族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 锡伯 阿昌族 普米族 塔吉克族 塔吉克 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 各族'.split(
    ' ',
  );
const KIND =
  /(?:特别行政区|自治区|自治州|自治县|自治旗|新区|地区|林区|特区|矿区|左旗|右旗|前旗|后旗|中旗|联合旗|[省市区县盟旗乡镇])$/u;

/** The part of a name people say without its kind: 恩施 of 恩施土家族苗族自治州; empty where there is none. */
export function stemOf(name) {
  const kind = KIND.exec(name)?.[0];
  if (kind === undefined || /^(?:矿区|左旗|右旗|前旗|后旗|中旗|联合旗)$/u.test(kind)) return '';
  let stem = name.slice(0, -kind.length);
  if (stem.length < 2) stem = name.slice(0, -1); // 士林区 is no 林区
  for (let again = /^(?:自治|区)/u.test(kind); again; ) {
    const people = PEOPLES.find((p) => stem.endsWith(p) && stem.length >= p.length + 2);
    again = people !== undefined;
    if (again) stem = stem.slice(0, -people.length);
  }
  if (stem.endsWith('族')) stem = stem.slice(0, -1); // 鄂温克族自治旗
  return stem.length < 2 ? '' : stem;
}

/** Every division in force, parents before children: {code, level, name}; names such as 市辖区 are empty. */
export function divisions() {
  // Numbers 71 to 79 are zones of the statistics office (石家庄高新技术产业开发区), which nobody writes out in an address.
  const rows = readTable('divisions.tsv')
    .filter(({ code }) => !/^....7/u.test(code))
    .map(({ code, name }) => ({
      code: Number(code.padEnd(6, '0')),
      level: code.length / 2 - 1,
      name: /^(?:市辖区|县|.*直辖县级行政区划)$/u.test(name) ? '' : name,
    }));
  // Cities and districts of Taiwan, Hong Kong and Macau carry no published code in this source: numbered in its order.
  const base = { 台湾省: 710000, 香港特别行政区: 810000, 澳门特别行政区: 820000 };
  const seen = new Map();
  for (const { region, area, district } of readTable('hk_mo_tw.tsv')) {
    if (!seen.has(region)) {
      seen.set(region, { count: 0 });
      rows.push({ code: base[region], level: 0, name: region });
    }
    const key = `${region} ${area}`;
    if (!seen.has(key)) {
      const code = base[region] + ++seen.get(region).count * 100;
      seen.set(key, { code, count: 0 });
      rows.push({ code, level: 1, name: area });
    }
    const parent = seen.get(key);
    // 嘉模堂区（氹仔）: the place in brackets is no part of the name.
    rows.push({ code: parent.code + ++parent.count, level: 2, name: district.replace(/（.*）$/u, '') });
  }
  return rows.sort((a, b) => a.code - b.code || a.level - b.level);
}

/** Of the divisions with one stem: the one in that province, of that level if there is a choice; or the only one there is. */
function successor(rows, province, level) {
  const near = rows.filter((row) => Math.floor(row.code / 10000) === province);
  return near.find((row) => row.level === level) ?? near[0] ?? (rows.length === 1 ? rows[0] : undefined);
}

/** The short names of all divisions. */
export function divisionStems() {
  return new Set(
    divisions()
      .map((row) => stemOf(row.name))
      .filter((stem) => stem !== ''),
  );
}

export function packDivisions() {
  const all = divisions();
  const names = new Set(all.map((row) => row.name));
  const words = new Map(readTable('words.tsv').map((row) => [row.word, row]));
  const [weak, firm] = [new Set(readWords('weak_divisions.txt')), new Set(readWords('firm_divisions.txt'))];
  const parents = new Map();
  const byStem = new Map();
  for (const row of all) {
    const stem = stemOf(row.name);
    if (stem === '') continue;
    if (!parents.has(stem)) parents.set(stem, new Set());
    parents.get(stem).add(Math.floor(row.code / 100));
    if (!byStem.has(stem)) byStem.set(stem, []);
    byStem.get(stem).push(row);
  }

  // Abolished names: with a stem still in use in the same province they are marks on that division, others are listed.
  const marks = new Map();
  const gone = new Set();
  for (const { code, name: listed } of readTable('areacodes.tsv')) {
    // 西沙、南沙、中沙群岛: of one code the first stands; 南沙 is a district of 广州.
    const [name] = listed.split('、');
    if (names.has(name)) continue;
    const stem = stemOf(name);
    const kind = name.slice(stem.length);
    const row = successor(byStem.get(stem) ?? [], Math.floor(Number(code) / 10000), kind === '地区' ? 1 : 2);
    if (row !== undefined && /^[市县区]$|^地区$/u.test(kind)) {
      if (!marks.has(row)) marks.set(row, new Set());
      marks.get(row).add(kind[0]);
    } else if (name.length > 2 && !/^(?:市辖区|.*直辖.*)$/u.test(name)) gone.add(name);
  }

  // Districts share their short names with roads, shops and words: believe only what the dictionary or a hand list knows.
  const isWeak = (stem, level) => {
    if (weak.has(stem)) return level > 0;
    if (level < 2 || firm.has(stem)) return false;
    const word = words.get(stem);
    if (stem.length > 2) return word !== undefined && !/^n[rstz]/u.test(word.tag);
    return parents.get(stem).size > 1 || word?.tag !== 'ns' || Number(word.frequency) < 20;
  };

  let text = '';
  const last = [0, 0, 1];
  for (const row of all) {
    const { code, level, name } = row;
    const part = [Math.floor(code / 10000), Math.floor(code / 100) % 100, code % 100][level];
    const kind = level === 2 ? Math.max(0, '区县市'.indexOf(name.at(-1)) + 1) : 0;
    text += level === 2 ? ',-._'[kind] : '/;'[level];
    if (part !== last[level] + 1) text += part;
    last[level] = part;
    if (level === 0) last[1] = 0;
    if (level <= 1) last[2] = 1;
    text += kind > 0 ? name.slice(0, -1) : name;
    if (name === '') continue;
    const stem = stemOf(name);
    if (weak.has(name) || (name.length === 2 && level === 2 && name.endsWith('区'))) text += '*';
    if (stem === '') text += '^';
    else if (stem.length !== name.length - 1) text += stem.length;
    if (stem !== '' && isWeak(stem, level)) text += '~';
    if (marks.has(row)) text += `+${[...marks.get(row)].sort().join('')}`;
  }
  text += '/0';
  for (const name of [...gone].sort()) {
    const kind = '区县市'.indexOf(name.at(-1)) + 1;
    text += ',-._'[kind] + (kind > 0 ? name.slice(0, -1) : name);
  }
  return packText(text);
}
