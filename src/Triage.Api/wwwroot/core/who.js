// People by name: a record keeps the user name of an account; `names` of a case, and the court's book, know who that is.

import { t } from './lang.js';

/** Who acts without an account: the service's own timers, and whoever asks on the public page. */
const nobody = { system: t('系统', 'the service'), public: t('当事人（未登录）', 'a party, not signed in') };

/** The name of whoever signs in with this user name, or has this id; the word itself where nobody knows. */
export const nameOf = (who, court, names) => (nobody[who] ?? names?.[who] ?? [...(court?.judges ?? []), ...(court?.staff ?? []), ...(court?.mediators ?? [])].find(one => one.id === who)?.name ?? who);

/** As what somebody takes part in a trial. */
export const parts = { assessor: t('人民陪审员', 'Lay assessor'), agent: t('诉讼代理人', 'Agent'), witness: t('证人', 'Witness'), appraiser: t('鉴定人', 'Appraiser'), interpreter: t('翻译人员', 'Interpreter') };
export const partName = part => parts[part] ?? part;
