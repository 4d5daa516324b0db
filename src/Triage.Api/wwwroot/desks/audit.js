// The auditor's desk: whether the chain is whole, and what happened to accounts, sessions, models and the calendar.

import { get, query } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { field, select } from '../core/form.js';
import { actionName, eventsOfNoCase } from '../core/history-words.js';
import { at, longDate, spoken, t } from '../core/lang.js';
import * as session from '../core/session.js';
import { nameOf } from '../core/who.js';
import { badge, button, empty, once, pageHead, pairs, primary, section, table } from '../core/widgets.js';
import { roleName } from '../core/words.js';

export async function open(main) {
  const verdict = h('div', { role: 'status' });
  const events = h('div');
  const check = primary(t('核验全部记录', 'Check every entry'), null);
  check.addEventListener('click', once(check, async () => showVerdict(verdict, await get('/audit/integrity', { timeout: 120_000 })), verdict));
  fill(main, pageHead(t('审计', 'Audit'), { lead: t('每条记录都含有前一条的校验值；链头每天另存一处，删去尾部也查得出来。', 'Each entry holds the check value of the one before; the head is written down elsewhere every day, so that a cut tail shows.') }),
    section(t('审计链', 'The chain'), {}, h('div.actions', {}, check), verdict),
    session.has('auditor') && section(t('不属于案件的事件', 'Events of no case'), {}, events));
  if (session.has('auditor')) await drawEvents(events);
}

function showVerdict(host, v) {
  fill(host, h(`div.notice.${v.intact ? 'info' : 'bad'}`, {}, h('strong', {}, v.intact ? t('完整：没有改动、缺失或者调换', 'Whole: nothing altered, missing or swapped') : t(`不完整：第 ${v.brokenAt ?? '—'} 条起有问题`, `Broken at entry ${v.brokenAt ?? '—'}`)), v.fault && h('p', {}, spoken(v.fault))),
    pairs([[t('记录', 'Entries'), v.entries], [t('比对链头', 'Heads compared'), v.headsCompared], [t('最近另存', 'Last written down'), v.lastWritten ? `${longDate(v.lastWritten.day)} · ${v.lastWritten.entries}` : t('尚未另存', 'not yet')]]),
    h('p.hash', {}, v.head));
}

async function drawEvents(host) {
  let action = '';
  const list = h('div');
  let turn = 0;
  const draw = async (cursor, before = []) => {
    const mine = ++turn;
    const page = await get(`/audit/events${query({ action, limit: 50, cursor })}`);
    if (mine !== turn) return;
    const rows = [...before, ...page.items];
    const more = page.nextCursor && button(t('更早的', 'Earlier'), null);
    more?.addEventListener('click', once(more, () => draw(page.nextCursor, rows)));
    fill(list, rows.length ? table({
      caption: t('事件', 'Events'), rows, columns: [
        { name: t('序号', 'No.'), cell: e => e.seq, kind: 'num' }, { name: t('时间', 'Time'), cell: e => at(e.at), kind: 'date' }, { name: t('谁', 'Who'), cell: e => nameOf(e.actor) },
        { name: t('以何角色', 'As'), cell: e => (e.role ? roleName(e.role) : '—') }, { name: t('何事', 'What'), cell: e => badge(/failed|locked|disabled|reset/.test(e.action) ? 'ask' : 'work', actionName(e.action)) }, { name: t('说明', 'Note'), cell: e => spoken(e.reason) ?? '' },
      ],
    }) : empty(t('没有事件。', 'No events.')), more && h('div.actions', {}, more));
  };
  fill(host, field(select('', [['', t('全部', 'all')], ...eventsOfNoCase.map(word => [word, actionName(word)])], v => { action = v; draw(); }, { class: 'pick' }), { label: t('事件', 'Event') }), list);
  await draw();
}
