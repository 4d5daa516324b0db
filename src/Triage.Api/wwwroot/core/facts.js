// Which questions the form asks, in the order a clerk would ask them. The wording comes from the rule book (GET /rules).

import { t } from './lang.js';

export const groups = [
  { name: t('案情清楚不清楚', 'Clarity'), facts: ['undisputed', 'basicFactsClear', 'agreedSmallClaims', 'agreedSimple', 'wageIou'] },
  { name: t('当事人', 'People'), facts: ['violence', 'urgentDanger', 'minorInvolved', 'vulnerable', 'kinship', 'groupDispute', 'thirdParty', 'foreign', 'lawyer', 'translationNeeded'] },
  { name: t('身份与权属', 'Status and title'), facts: ['statusClaim', 'statusConfirmation', 'titleClaim', 'landTitle', 'forestLand', 'governmentDecided', 'landRightsNotObtained'] },
  { name: t('程序事项', 'Procedure'), facts: ['appraisal', 'preservation', 'advanceExecution', 'counterclaim', 'publicNotice'] },
  { name: t('是否先走其他途径', 'Other ways first'), facts: ['againstGovernment', 'expropriation', 'labourArbitrationDone', 'arbitrationClause', 'compensationAmount', 'wrongCourt', 'otherAuthority'] },
  { name: t('是否重复、受限', 'Repeated or barred'), facts: ['decidedBefore', 'repeatSuit', 'withdrawnBefore', 'withdrawnDivorceWithinSixMonths', 'wifePregnantHusbandSues', 'barredPeriod', 'remanded', 'retrial', 'thirdPartyRevocation', 'specialProcedure'] },
];

/** The stated yes-or-no facts of the rule book in groups; what no group names comes last, so that a new fact needs no new page. */
export function arrange(catalogue) {
  const known = new Map(catalogue.filter(f => f.stated && f.type === 'bool').map(f => [f.id, f]));
  const named = new Set(groups.flatMap(g => g.facts));
  const rest = [...known.keys()].filter(id => !named.has(id));
  return [...groups, { name: t('其他', 'Other'), facts: rest }]
    .map(g => ({ name: g.name, facts: g.facts.map(id => known.get(id)).filter(Boolean) })).filter(g => g.facts.length);
}
