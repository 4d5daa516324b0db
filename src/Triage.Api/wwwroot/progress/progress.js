// The one page for the parties themselves: three fields in, a stage and a date out. Nothing is kept, neither here nor there.

import { post, Problem, Unreachable } from '/core/api.js';
import { announce, fill, h } from '/core/dom.js';
import { checkAll, field, required, showErrors, text } from '/core/form.js';
import { keepOverSwitch, lang, longDate, switchLanguage, t } from '/core/lang.js';

const KEPT = 'triage.progress';
/** In the other language the page holds what it held; beyond that moment nothing is kept. */
const held = JSON.parse(sessionStorage.getItem(KEPT) ?? '{}');
sessionStorage.removeItem(KEPT);
const values = { number: '', name: '', phoneLastFour: '', ...held.values };
keepOverSwitch(() => sessionStorage.setItem(KEPT, JSON.stringify({ values, asked: Boolean(answer.querySelector('.answer')) })));
const weekday = ['日', '一', '二', '三', '四', '五', '六'];
/** Full-width digits are digits too. */
const plain = typed => typed.normalize('NFKC').trim();

document.title = t('案件进度查询', 'How is my case?');
fill(document.getElementById('top'),
  h('span.brand', {}, h('img', { src: '/mark.svg', alt: '', width: '28', height: '28' }), h('span', {}, t('人民法庭', 'People’s tribunal'))),
  h('button.quiet', { type: 'button', lang: lang === 'en' ? 'zh-CN' : 'en', onclick: switchLanguage }, lang === 'en' ? '中文' : 'English'));

const answer = h('div');
const submit = h('button.primary', { type: 'submit' }, t('查询', 'Ask'));
const form = h('form', { novalidate: true, onsubmit: ask },
  field(text(values.number, v => { values.number = v; }, { name: 'number', maxlength: '64', enterkeyhint: 'next' }), {
    path: 'number', label: t('案号或者收件号', 'Case or receipt number'), required: true, check: required(t('案号', 'the number')),
    hint: t('在回执或者通知书上，例如（2026）鲁0997民初12号。括号、空格怎么打都可以。', 'On your receipt or notice, e.g. （2026）鲁0997民初12号. Any brackets and blanks will do.'),
  }),
  field(text(values.name, v => { values.name = v; }, { name: 'name', maxlength: '100', enterkeyhint: 'next' }), { path: 'name', label: t('您的姓名（单位填全称）', 'Your name'), required: true, check: required(t('姓名', 'the name')) }),
  field(text(values.phoneLastFour, v => { values.phoneLastFour = v; }, { name: 'phone', inputmode: 'numeric', maxlength: '4', enterkeyhint: 'search' }), {
    path: 'phoneLastFour', label: t('您手机号的最后四位', 'Last four digits of your telephone'), required: true, hint: t('登记时留给法院的那个号码。', 'Of the number that you gave the court.'),
    check: v => (/^\d{4}$/.test(plain(v)) ? null : t('请填四位数字', 'Four digits, please')),
  }),
  submit);

fill(document.getElementById('main'),
  h('h1', { tabindex: '-1' }, t('案件进度查询', 'How is my case?')),
  h('p.lead', {}, t('三项都填对，就能看到办到哪一步、下一个日期是哪天。', 'Fill in all three to see where it stands and the next date.')),
  form, answer,
  h('footer.hint', {}, h('p', {}, t('开庭时间和期限以法院的书面通知为准。', 'What counts is the court’s written notice.')), h('p', {}, t('您填写的内容不会保存。', 'What you type is not kept.'))));

async function ask(event) {
  event.preventDefault();
  if (submit.getAttribute('aria-busy') === 'true' || !checkAll(form)) return;
  submit.setAttribute('aria-busy', 'true');
  fill(answer);
  try {
    show(await post('/progress', { number: values.number.trim(), name: values.name.trim(), phoneLastFour: plain(values.phoneLastFour) }, { open: true }));
  } catch (fault) {
    refuse(fault);
  } finally {
    submit.removeAttribute('aria-busy');
  }
}

function show({ stage, nextOn, nextWhat }) {
  fill(answer, h('section.answer', { 'aria-label': t('查询结果', 'Answer'), tabindex: '-1' }, h('dl', {},
    h('div', {}, h('dt', {}, t('办到哪一步', 'Stage')), h('dd.stage', {}, stage)),
    h('div', {}, h('dt', {}, t('下一个日期', 'Next date')), h('dd', {}, nextOn ? [h('strong', {}, day(nextOn)), h('span.what', {}, nextWhat)] : t('近期没有要记住的日子', 'None for now'))))));
  answer.firstChild.focus({ preventScroll: true });
  answer.firstChild.scrollIntoView({ block: 'nearest' });
  announce(nextOn ? `${stage} ${nextWhat} ${day(nextOn)}` : stage);
}

const day = on => (lang === 'en' ? on : `${longDate(on)}（星期${weekday[new Date(`${on}T00:00:00Z`).getUTCDay()]}）`);

function refuse(fault) {
  if (fault instanceof Problem && fault.status === 422) return showErrors(form, fault.errors);
  const said = fault instanceof Unreachable ? t('没有连上，请看看网络，再试一次。', 'No connection; check the line and try again.')
    : fault instanceof Problem ? fault.detail || fault.title
    : t('出错了，请稍后再试。', 'Something went wrong; try again later.');
  fill(answer, h('div.notice.warn', { role: 'alert' }, h('p', {}, said)));
  answer.firstChild.scrollIntoView({ block: 'nearest' });
  if (!(fault instanceof Problem) && !(fault instanceof Unreachable)) throw fault;
}

// The answer is asked for again: the service says it in the other language.
if (held.asked) form.requestSubmit();
