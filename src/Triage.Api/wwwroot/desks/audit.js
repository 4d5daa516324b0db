// The auditor's desk: whether the chain is whole, and what happened to accounts, sessions, models and the calendar.

import { get, query } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { field, select } from '../core/form.js';
import { at, longDate, t } from '../core/lang.js';
import * as session from '../core/session.js';
import { badge, button, empty, once, pageHead, pairs, primary, section, table } from '../core/widgets.js';
import { roleName } from '../core/words.js';

const actions = {
  signed_in: ['登录', 'Signed in'], signed_out: ['退出', 'Signed out'], sign_in_failed: ['登录失败', 'Sign-in failed'], account_locked: ['账号锁定', 'Account locked'],
  password_changed: ['修改密码', 'Password changed'], password_reset: ['重置密码', 'Password reset'], account_created: ['开立账号', 'Account opened'], account_disabled: ['停用账号', 'Account disabled'],
  account_enabled: ['恢复账号', 'Account enabled'], second_factor_enrolled: ['启用第二因子', 'Second factor enrolled'], second_factor_removed: ['取消第二因子', 'Second factor removed'],
  second_factor_reset: ['清除第二因子', 'Second factor cleared'], second_factor_failed: ['验证码不正确', 'Wrong code'], recovery_code_used: ['使用恢复码', 'Recovery code used'],
  calendar_changed: ['更改工作日历', 'Calendar changed'], progress_not_found: ['公众查询未查到', 'Public query, nothing found'],
};
const actionName = word => (actions[word] ? t(...actions[word]) : word);
const actorName = word => ({ system: t('系统', 'system'), public: t('公众', 'the public') }[word] ?? word);

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
  fill(host, h(`div.notice.${v.intact ? 'info' : 'bad'}`, {}, h('strong', {}, v.intact ? t('完整：没有改动、缺失或者调换', 'Whole: nothing altered, missing or swapped') : t(`不完整：第 ${v.brokenAt ?? '—'} 条起有问题`, `Broken at entry ${v.brokenAt ?? '—'}`)), v.fault && h('p', {}, v.fault)),
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
        { name: t('序号', 'No.'), cell: e => e.seq, kind: 'num' }, { name: t('时间', 'Time'), cell: e => at(e.at), kind: 'date' }, { name: t('谁', 'Who'), cell: e => actorName(e.actor) },
        { name: t('以何角色', 'As'), cell: e => (e.role ? roleName(e.role) : '—') }, { name: t('何事', 'What'), cell: e => badge(/failed|locked|disabled|reset/.test(e.action) ? 'ask' : 'work', actionName(e.action)) }, { name: t('说明', 'Note'), cell: e => e.reason ?? '' },
      ],
    }) : empty(t('没有事件。', 'No events.')), more && h('div.actions', {}, more));
  };
  fill(host, field(select('', [['', t('全部', 'all')], ...Object.keys(actions).map(word => [word, actionName(word)])], v => { action = v; draw(); }, { class: 'pick' }), { label: t('事件', 'Event') }), list);
  await draw();
}
