// The accounts of the court. The system administrator keeps them, the security administrator stops one, releases what sees the whole court and clears second factors, the auditor looks.

import { get, newKey, once as remembered, post } from '../core/api.js';
import { fill, h } from '../core/dom.js';
import { field, required, select, text } from '../core/form.js';
import { formDialog } from '../core/form-dialog.js';
import { at, colon, inBrackets, listed, t } from '../core/lang.js';
import * as session from '../core/session.js';
import { badge, button, dialog, empty, pageHead, primary, table, toast } from '../core/widgets.js';
import { roleName } from '../core/words.js';

const passwordName = kind => ({ initial: t('初始密码', 'initial'), one_time: t('一次性', 'one-time'), own: t('自设', 'own') }[kind]);
const stateMark = a => ({ active: badge('good', t('可用', 'active')), locked: badge('ask', t('暂时锁定', 'locked')), disabled: badge('end', t('已停用', 'disabled')), awaiting_release: badge('ask', t('待放行', 'to be released')) }[a.state]);

export async function open(main) {
  const [court, answer] = await Promise.all([remembered('/court'), get('/accounts')]);
  const place = code => (code ? court.tribunals.find(one => one.code === code)?.name ?? code : t('全院', 'whole court'));
  let accounts = answer.items;
  let wanted = '';
  const list = h('div');
  const [keeps, secures] = [session.has('system_admin'), session.has('security_admin')];

  async function reload() {
    accounts = (await get('/accounts')).items;
    draw();
  }

  function draw() {
    const shown = accounts.filter(a => !wanted || [a.userName, a.name, place(a.tribunal), ...a.roles.map(roleName)].some(word => word.toLowerCase().includes(wanted)));
    fill(list, shown.length ? table({
      caption: t('账号', 'Accounts'), rows: shown, columns: [
        { name: t('用户名', 'User name'), cell: a => h('code', {}, a.userName) },
        { name: t('姓名', 'Name'), cell: a => a.name },
        { name: t('角色', 'Roles'), cell: a => listed(a.roles.map(roleName)) },
        { name: t('法庭', 'Tribunal'), cell: a => place(a.tribunal) },
        { name: t('状态', 'State'), cell: stateMark },
        { name: t('密码', 'Password'), cell: a => passwordName(a.password) },
        { name: t('第二因子', 'Second factor'), cell: a => (a.secondFactor ? badge('good', t('已启用', 'enrolled')) : a.secondFactorRequired ? badge('ask', t('应启用', 'required')) : '—') },
        { name: t('最近登录', 'Last sign-in'), kind: 'date', cell: a => at(a.signedInAt) },
        (keeps || secures) && { name: t('办理', 'Do'), kind: 'act', cell: actions },
      ].filter(Boolean),
    }) : empty(t('没有符合的账号。', 'No such account.')));
  }

  /** Only what this administrator may do, and never with one's own account. */
  function actions(a) {
    if (a.userName === session.me().userName) return t('（本人）', '(you)');
    const act = (name, verb, why, path, after) => button(name, () => ask(a, name, verb, why, path, after), { class: 'quiet', 'aria-label': `${name} ${a.userName}` });
    return [
      keeps && a.state !== 'disabled' && act(t('重置密码', 'Reset password'), t('重置', 'Reset'), t('原密码随即作废，正在使用的登录立即退出。', 'The present password and every session end at once.'), 'password-reset', showPassword),
      secures && a.secondFactor && act(t('清除第二因子', 'Clear factor'), t('清除', 'Clear'), t('手机遗失时用。本人下次登录须重新登记。', 'For a lost phone. The person must enrol again.'), 'second-factor-reset'),
      (a.state === 'active' || a.state === 'locked') && act(t('停用', 'Disable'), t('停用', 'Disable'), t('立即退出，不能再登录；办过的事不受影响。', 'Every session ends at once; what was done stays.'), 'disable'),
      keeps && a.state === 'disabled' && act(t('恢复', 'Enable'), t('恢复', 'Enable'), t('可以用原来的密码登录。', 'The password it had opens again.'), 'enable'),
      secures && a.state === 'awaiting_release' && act(t('放行', 'Release'), t('放行', 'Release'), t('请先核实确有此人此职；放行后可以用一次性密码登录。', 'Make sure that the person holds the office; then the one-time password opens.'), 'enable'),
    ];
  }

  async function ask(a, heading, verb, why, path, after) {
    const values = { reason: '' };
    let result;
    const done = await formDialog(`${heading}${colon}${a.userName}${inBrackets(a.name)}`, [h('p', {}, why),
      field(text('', v => { values.reason = v; }, { maxlength: '200' }), { path: 'reason', label: t('理由（记入审计）', 'Reason, for the audit'), required: true, check: required(t('理由', 'the reason')) })],
    async () => { result = await post(`/accounts/${a.userName}/${path}`, values); }, verb);
    if (!done) return;
    await after?.(result);
    toast(t(`${a.userName}：已${verb}`, `${a.userName}: done`));
    await reload();
  }

  const find = field(text('', v => { wanted = v.trim().toLowerCase(); draw(); }, { type: 'search' }), { label: t('查找账号（姓名、角色、法庭都可以）', 'Find by name, role, tribunal') });
  fill(main, pageHead(t('账号', 'Accounts'), {
    lead: t('人员和角色以法院设置为准；这里开立、停用账号，发放一次性密码。每一步都记入审计链。', 'People and roles come from the court’s set-up; accounts are opened and stopped here. Every step is in the audit chain.'),
    actions: keeps && primary(t('开立账号', 'New account'), async () => { if (await create(place, accounts)) await reload(); }),
  }), h('div.find', {}, find), list);
  draw();
}

/** Shown once: to be handed over in person. */
const showPassword = ({ account, password, passwordExpiresAt }) => dialog(t('一次性密码', 'One-time password'), close => h('div.handover', {},
  h('p', {}, t(`请当面交给 ${account.name}（用户名 ${account.userName}）。只显示这一次，${at(passwordExpiresAt)} 前有效，首次登录须改成自己的密码。`,
    `Hand it to ${account.name} (user name ${account.userName}). It is shown only now, holds until ${at(passwordExpiresAt)} and must be changed at first sign-in.`)),
  account.state === 'awaiting_release' && h('p', {}, t('这是面向全院的账号：安全管理员放行后才能登录。', 'It reaches the whole court: it opens once the security administrator has released it.')),
  h('p', {}, h('code.password', {}, password)),
  h('div.actions', {}, button(t('打印', 'Print'), () => print()), primary(t('已经交给本人', 'Handed over'), () => close(true)))), { dismissible: false });

async function create(place, accounts) {
  const owned = new Set(accounts.filter(a => a.state !== 'disabled').map(a => a.personId));
  const items = (await get('/accounts/people')).items.filter(one => !owned.has(one.personId)).sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
  const key = newKey();
  const values = { userName: '', personId: '', roles: [], tribunal: null };
  const rest = h('div');
  let result;

  function drawRest() {
    const person = items.find(one => one.personId === values.personId);
    if (!person) { fill(rest); return; }
    values.roles = person.roles.length === 1 ? [...person.roles] : [];
    values.tribunal = null;
    const tribunals = h('div');
    const drawTribunals = () => {
      const wide = ['president', 'leader', 'data_staff', 'system_admin', 'security_admin', 'auditor'];
      const needed = values.roles.length > 0 && !values.roles.every(role => wide.includes(role));
      values.tribunal = needed ? values.tribunal ?? person.tribunals[0] : null;
      fill(tribunals, needed && field(select(values.tribunal, person.tribunals.map(code => [code, place(code)]), v => { values.tribunal = v; }), { path: 'tribunal', label: t('法庭', 'Tribunal') }));
    };
    fill(rest, h('fieldset.field', { data: { path: 'roles' } }, h('legend', {}, t('角色（法院设置给此人的）', 'Roles that the set-up gives')),
      person.roles.map(role => h('label.reveal', {}, h('input', {
        type: 'checkbox', checked: values.roles.includes(role), onchange: e => { values.roles = e.target.checked ? [...values.roles, role] : values.roles.filter(r => r !== role); drawTribunals(); },
      }), roleName(role))), h('p.error', { hidden: true })), tribunals);
    drawTribunals();
  }

  const told = one => `${one.name} · ${listed(one.roles.map(roleName))} · ${listed(one.tribunals.map(place))}`;
  const people = [['', t('请选择人员', 'choose a person')], ...items.map(one => [one.personId, told(one)])];
  const person = select('', people, v => { values.personId = v; drawRest(); });
  const narrow = v => {
    const wanted = v.trim().toLowerCase();
    const kept = people.filter(([id, name]) => !id || !wanted || name.toLowerCase().includes(wanted));
    if (!kept.some(([id]) => id === values.personId)) { values.personId = ''; drawRest(); }
    fill(person, kept.map(([id, name]) => h('option', { value: id }, name)));
    person.value = values.personId;
  };
  const done = formDialog(t('开立账号', 'New account'), [
    items.length > 8 && field(text('', narrow, { type: 'search' }), { label: t('先找人（姓名、角色、法庭）', 'Find by name, role, tribunal') }),
    field(person, { path: 'personId', label: t('人员', 'Person'), required: true, check: required(t('人员', 'the person')), hint: t('名单来自法院设置（人员表、调解员名册）；已有账号的人不再列出；名单里没有的人，先在法院设置中登记。', 'The list comes from the court’s set-up (staff and mediators), without those who have an account; who is missing is entered there first.') }), rest,
    field(text('', v => { values.userName = v.trim(); }, { autocapitalize: 'none', spellcheck: 'false', maxlength: '32' }), {
      path: 'userName', label: t('用户名', 'User name'), required: true, hint: t('小写字母开头，可用小写字母、数字和 . _ -', 'Small letters, digits and . _ -, a letter first'),
      check: v => (/^[a-z][a-z0-9._-]{1,31}$/.test(v.trim()) ? null : t('小写字母开头，2 至 32 个字符', 'A small letter first, 2 to 32 characters')),
    })], async () => { result = await post('/accounts', values, { key }); }, t('开立', 'Open'));
  drawRest();
  if (!await done) return false;
  await showPassword(result);
  return true;
}
