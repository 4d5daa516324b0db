// One's own account: the password, the second factor. For everybody.

import { get } from '../core/api.js';
import { enrol, passwordForm, proofForm } from '../core/credentials.js';
import { fill, h } from '../core/dom.js';
import { at, listed, t } from '../core/lang.js';
import { badge, button, pageHead, pairs, section, toast } from '../core/widgets.js';
import { roleName } from '../core/words.js';

export async function open(main, params, { user }) {
  const [factor, password] = [h('div'), h('div')];
  fill(main, pageHead(t('我的账号', 'My account')),
    section(t('账号', 'Account'), {}, pairs([[t('用户名', 'User name'), user.userName], [t('姓名', 'Name'), user.name], [t('角色', 'Roles'), listed(user.roles.map(roleName))]])),
    h('div.pair', {}, section(t('密码', 'Password'), {}, password), section(t('第二因子（动态验证码）', 'Second factor'), {}, factor)));
  await Promise.all([drawPassword(password), drawFactor(factor)]);
}

async function drawPassword(host) {
  fill(host, await passwordForm({
    done: async () => {
      toast(t('密码已修改；在其他电脑上的登录都已退出。', 'Changed; every other session of yours has ended.'));
      await drawPassword(host);
    },
  }));
}

async function drawFactor(host) {
  const state = await get('/session/second-factor');
  const back = () => drawFactor(host);
  const room = h('div');
  const ask = o => { fill(room, proofForm({ enrolled: state.enrolled, ...o })); room.querySelector('input').focus(); };
  const begin = () => ask({ verb: t('取得新的二维码', 'Show a new code'), path: '/session/second-factor', done: offer => enrol(host, offer, back) });
  const remove = () => ask({ verb: t('取消第二因子', 'Do without'), path: '/session/second-factor/removal', done: back });
  fill(host,
    h('p', {}, state.enrolled ? [badge('good', t('已启用', 'Enrolled')), ' ', t(`${at(state.enrolledAt)} 登记；恢复码还剩 ${state.recoveryCodesLeft} 个`, `since ${at(state.enrolledAt)}; ${state.recoveryCodesLeft} recovery codes left`)]
      : [badge(state.required ? 'ask' : 'wait', t('未启用', 'None')), ' ', t('登录时除密码外，再输入手机上的六位数字，别人知道密码也进不来。', 'With a code of your phone besides the password, the password alone opens nothing.')]),
    state.enrolled && state.recoveryCodesLeft < 3 && h('p.notice.warn', {}, t('恢复码快用完了，请重新登记，取得新的恢复码。', 'Few recovery codes are left; enrol again for new ones.')),
    h('div.actions', {}, button(state.enrolled ? t('换手机或者重新登记', 'Another phone') : t('登记', 'Enrol'), begin), state.enrolled && !state.required && button(t('取消第二因子', 'Do without'), remove)),
    room);
}
