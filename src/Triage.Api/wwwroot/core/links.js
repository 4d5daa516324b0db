// The links of a case to others.

import { h } from './dom.js';
import { t } from './lang.js';
import { badge } from './widgets.js';

export const relations = { related: t('关联', 'related'), series: t('系列案', 'series'), repeat: t('重复起诉', 'repeated suit'), merged: t('并案', 'merged'), from_redo: t('由重办而来', 'from a redo') };

/** Links as a case page shows them. */
export const linksView = c => (c.links ?? []).length > 0 && h('ul.people', {}, c.links.map(one => h('li', {}, badge('role', relations[one.relation] ?? one.relation), ' ', h('a', { href: `#/case/${one.caseId}` }, t('打开', 'Open')), h('span.hint', {}, ` ${one.on} · ${one.by}`))));
