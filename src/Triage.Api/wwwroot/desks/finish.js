// What must be done before the desks open: another password than the one that was given, a second factor where the role needs one.

import { fill, h } from '../core/dom.js';
import { enrol, passwordForm, proofForm } from '../core/credentials.js';
import { t } from '../core/lang.js';
import { post } from '../core/api.js';
import { loading, showProblem } from '../core/widgets.js';

const step = (title, why, ...rest) => [h('h2', { tabindex: '-1' }, title), h('p.hint', {}, why), rest];

/** Fills `host` with one duty after the other; `done` gets the session that is free of them. */
export async function finish(host, session, password, done) {
  const [duty] = session.duties;
  if (!duty) return done(session);
  fill(host, loading());
  try {
    if (duty === 'change_password') await change(host, session, password, done);
    else await factor(host, session, password, done);
  } catch (fault) {
    fill(host);
    showProblem(fault, host);
  }
}

async function change(host, session, password, done) {
  const form = await passwordForm({ current: password, done: (next, chosen) => finish(host, next, chosen, done) });
  fill(host, step(t('请先设定自己的密码', 'First, a password of your own'), t('您用的是初始密码、一次性密码或者已到期的密码，它只能用来改密码。', 'The one you used was given to you or has run out; it opens nothing but its own change.'), form));
  host.querySelector('input').focus();
}

async function factor(host, session, password, done) {
  const room = h('div');
  fill(host, step(t('请登记第二因子', 'Enrol a second factor'), t('您的岗位除密码外，还须用手机上的动态验证码登录。', 'Your role signs in with a code of your phone besides the password.'), room));
  const go = offer => enrol(room, offer, () => finish(host, { ...session, duties: session.duties.slice(1) }, password, done));
  if (password) return go(await post('/session/second-factor', { password }, { open: true }));
  fill(room, proofForm({ enrolled: false, verb: t('开始登记', 'Begin'), path: '/session/second-factor', done: go }));
  host.querySelector('h2').focus();
}
