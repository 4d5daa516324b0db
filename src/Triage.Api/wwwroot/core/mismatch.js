// Where the story says one thing and the form another: a hint to look again, never an obstacle.

import { money, t } from './lang.js';
import { yuan } from './yuan.js';

const digits = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9 };
const units = { 十: 10, 百: 100, 千: 1000, 拾: 10, 佰: 100, 仟: 1000 };

/** 三千二百 is 3200, 两万五 is 25000; null where it is no number. */
export function chineseNumber(words) {
  let [sum, part, digit, last] = [0, 0, 0, 1];
  for (const one of words) {
    if (one in digits) digit = digits[one];
    else if (one in units) { part += (digit || 1) * units[one]; last = units[one]; digit = 0; } else if (one === '万') { sum += (part + digit) * 10_000; part = 0; digit = 0; last = 10_000; } else return null;
  }
  // 两万五, 三千二: the last digit stands for the next place.
  return sum + part + (digit && last > 10 && !/[零〇]/.test(words.slice(-2)) ? digit * (last / 10) : digit);
}

const SUM = /(\d[\d,]*(?:\.\d+)?)\s*(万)?\s*(?:元|块|圆)|([零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]{2,})\s*(?:元|块|圆)/g;

/** Every sum of money that a text names, in yuan. */
export function sums(text) {
  const found = [...text.normalize('NFKC').matchAll(SUM)].map(([, plain, wan, words]) => (plain ? yuan(plain + (wan ?? '')) : chineseNumber(words))).filter(n => n > 0);
  return [...new Set(found)];
}

/** One of them, or some of them together. */
function madeOf(amount, parts) {
  let reached = new Set([0]);
  for (const part of parts.slice(0, 10)) reached = new Set([...reached, ...[...reached].map(n => Math.round((n + part) * 100) / 100)]);
  return reached.has(amount);
}

const CALLED = /(?:我叫|我名叫|本人叫|原告叫|原告名叫|被告叫|被告名叫)([\u4e00-\u9fff]{2,3})(?=[，。；、,;（(\s])/g;

/** What a clerk should look at again; empty where story and form agree. */
export function mismatches(body) {
  const story = `${body.narrative ?? ''}\n${(body.claims ?? []).join('\n')}`;
  const amount = body.amount === null || body.amount === undefined || body.amount === '' ? null : yuan(body.amount);
  const said = sums(story);
  const names = new Set((body.parties ?? []).map(p => (p.name ?? '').replace(/\s/g, '')).filter(Boolean));
  const strangers = [...new Set([...story.matchAll(CALLED)].map(([, name]) => name))].filter(name => !names.has(name));
  return [
    amount > 0 && said.length > 0 && !madeOf(amount, said) && t(`标的额填的是 ${money(amount)}，而叙述和请求里写的是 ${said.slice(0, 4).map(money).join('、')}，请核对。`, `The amount says ${money(amount)}, the story and the claims ${said.slice(0, 4).map(money).join(', ')}: check it.`),
    names.size > 0 && strangers.length > 0 && t(`叙述里的“${strangers.join('、')}”不在当事人当中，请核对姓名。`, `“${strangers.join(', ')}” of the story is not among the parties: check the names.`),
  ].filter(Boolean);
}
