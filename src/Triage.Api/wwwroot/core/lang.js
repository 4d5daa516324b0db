// Two languages, side by side where they are used: t('收件', 'Receive').

const KEY = 'triage.language';
export const lang = localStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
document.documentElement.lang = lang === 'en' ? 'en' : 'zh-CN';

export const t = (zh, en) => (lang === 'en' ? en : zh);

let reading = text => text;
/** How the service's Chinese is read in English (english.js). */
export const readWith = english => { reading = english; };

/** The marks of the language around what is the same in both: 甲、乙 · （甲） · a wide blank. */
export const listed = items => items.join(t('、', ', '));
export const inBrackets = text => t(`（${text}）`, ` (${text})`);
export const gap = t('　', ' ');
export const colon = t('：', ': ');

/** What the service says in Chinese, in the reader's language. */
export const spoken = text => (lang === 'en' && text ? reading(text) : text);

/** For what nobody translates: names, people's own words, the texts of law. */
export const chinese = { lang: 'zh-CN' };

/** A page that is drawn anew in the other language; what somebody has filled in and is no draft is handed over by those who ask for it. */
const keepers = new Set();
export function keepOverSwitch(keep) {
  keepers.add(keep);
  return () => keepers.delete(keep);
}

export async function switchLanguage() {
  // What cannot be kept must not hold up the switch.
  await Promise.allSettled([...keepers].map(keep => keep()));
  localStorage.setItem(KEY, lang === 'en' ? 'zh' : 'en');
  location.reload();
}

const pad = n => String(n).padStart(2, '0');

/** The court's wall shows China Standard Time, whatever the PC believes. */
const wall = instant => new Date(new Date(instant).getTime() + 8 * 3600_000);

const TODAY = 'triage.daysAhead';
let ahead = Number(localStorage.getItem(TODAY) ?? 0);

/** The court's date, as the service says it: the clock of an old PC may be days wrong. */
export const today = () => daysAgo(0);
export const daysAgo = n => wall(Date.now() + (ahead - n) * 86_400_000).toISOString().slice(0, 10);

/** True where this computer had believed in another day. */
export function todayIs(day) {
  const before = ahead;
  ahead = daysBetween(wall(Date.now()).toISOString().slice(0, 10), day);
  localStorage.setItem(TODAY, String(ahead));
  return ahead !== before;
}

export const monthsBefore = (month, n) => {
  const [y, m] = month.split('-').map(Number);
  const at = y * 12 + m - 1 - n;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
};

/** 2026-11-20 08:05 */
export function at(instant) {
  if (!instant) return '—';
  const d = wall(instant);
  return `${d.getUTCFullYear()}-${pad(d.getUTCMonth() + 1)}-${pad(d.getUTCDate())} ${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}`;
}

export const clock = instant => at(instant).slice(11);

/** The last whole day before an instant: a lease until 26日 00:00 lasts through the 25th. */
export const lastDay = instant => at(new Date(instant).getTime() - 60_000).slice(0, 10);

/** 2026年11月20日, as on a notice. */
export function longDate(day) {
  if (!day) return '';
  const [y, m, d] = day.split('-').map(Number);
  return lang === 'en' ? day : `${y}年${m}月${d}日`;
}

/** Whole days from one date to another. */
export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

export const money = amount => (amount === null || amount === undefined
  ? t('未填', 'not stated')
  : `${Number(amount).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${t('元', 'yuan')}`);

/** Where no label says what it is of. */
export const claimed = amount => (amount === null || amount === undefined ? t('标的额未填', 'amount not stated') : money(amount));

export const percent = (p, places = 0) => `${(p * 100).toFixed(places)}%`;
