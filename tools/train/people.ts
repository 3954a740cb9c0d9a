/** Invented names, drawn by the shares of surnames and given characters. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Random, Urn } from './random.ts';

/** Surnames and characters are drawn a little more evenly than they occur, so that the rare ones are seen too. */
const EVENNESS = 0.8;

const COMPOUNDS =
  '欧阳 上官 司马 诸葛 令狐 司徒 夏侯 皇甫 尉迟 公孙 慕容 宇文 长孙 东方 南宫 端木 轩辕 赫连 澹台 呼延'.split(' ');
/** Syllables of names without surname and of names with dots. */
const UYGHUR =
  '阿 古 丽 买 提 艾 尼 娜 尔 孜 热 木 江 迪 拉 吐 逊 依 米 克 巴 图 努 热 合 麦 吾 斯 曼 肉 玛 卡 帕 夏 提 汗'.split(
    ' ',
  );
const TIBETAN =
  '扎西 次仁 达瓦 卓玛 旦增 洛桑 央金 拉姆 多吉 尼玛 白玛 格桑 索朗 平措 德吉 边巴 普布 次旦 仁青 罗布 曲珍 贡布'.split(
    ' ',
  );
const MONGOL =
  '巴图 孟克 乌云 其其格 苏日娜 格日勒 那顺 宝音 图雅 阿拉坦 斯琴 高娃 呼和 巴特尔 敖登 娜仁 托娅 额尔敦 布和 朝鲁'.split(
    ' ',
  );
const FOREIGN =
  '克 尔 斯 特 德 兰 森 曼 罗 伯 维 里 奥 亚 莱 布 拉 卡 迪 尼 杰 森 托 马 约 翰 逊 巴 赫 波 诺 夫 史 密 汤 姆 彼 得 莫 洛 希'.split(
    ' ',
  );

export class People {
  readonly #surnames: Urn<string>;
  readonly #givens: Urn<string>;

  constructor(folder: string) {
    const rows = (name: string): string[][] =>
      readFileSync(join(folder, 'gazetteers', `${name}.tsv`), 'utf8')
        .split('\n')
        .slice(1)
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => line.split('\t'));
    this.#surnames = new Urn(
      rows('surnames').flatMap(([name = '', weight]) => (weight ? [[name, Number(weight) ** EVENNESS] as const] : [])),
    );
    this.#givens = new Urn(
      rows('given_name_chars').map(
        ([char = '', male, female]) => [char, (Number(male) + Number(female)) ** EVENNESS] as const,
      ),
    );
  }

  surname(random: Random): string {
    return random.chance(0.03) ? random.pick(COMPOUNDS) : this.#surnames.draw(random);
  }

  /** Surname and one or two characters. */
  ordinary(random: Random): string {
    const given = this.#givens.draw(random);
    return this.surname(random) + given + (random.chance(0.82) ? this.#givens.draw(random) : '');
  }

  given(random: Random): string {
    return this.#givens.draw(random) + this.#givens.draw(random);
  }

  /** Any kind of full name. */
  name(random: Random): string {
    const r = random.next();
    if (r < 0.92) return this.ordinary(random);
    if (r < 0.94) return chain(random, UYGHUR, 2, 4) + random.pick(['·', '·', '•', '．']) + chain(random, UYGHUR, 2, 4);
    if (r < 0.955) return random.pick(TIBETAN) + random.pick(TIBETAN);
    if (r < 0.97) return random.pick(MONGOL) + (random.chance(0.4) ? random.pick(MONGOL) : '');
    if (r < 0.985) return chain(random, FOREIGN, 2, 4);
    return `${chain(random, FOREIGN, 2, 3)}·${chain(random, FOREIGN, 2, 4)}`;
  }
}

function chain(random: Random, syllables: readonly string[], least: number, most: number): string {
  let text = '';
  for (let i = least + random.below(most - least + 1); i > 0; i--) text += random.pick(syllables);
  return text;
}
