// How the ruling on a confirmation reached each party: a service of its own, beside that of the document which closes the suit.

import { t } from './lang.js';
import { serviceName } from './words.js';

/** Every party in one line, with the last service that is on record. */
export const rulingServed = (c, a) => [...new Set(c.parties.map(p => p.name))].map(party => ({ party, by: (a.service ?? []).filter(s => s.party === party).at(-1) }))
  .map(({ party, by }) => `${party}${t('：', ': ')}${by ? `${by.on} ${serviceName(by.method)}${by.receivedOn ? t(`，回执 ${by.receivedOn}`, `, receipt ${by.receivedOn}`) : ''}` : t('尚未登记', 'not recorded')}`).join(t('；', '; '));
