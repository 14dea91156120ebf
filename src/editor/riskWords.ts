import { l10n } from 'vscode';
import type { Criticality, RiskLevel, Severity } from '../contract/verdict';
import type { RiskFactor, RiskReason } from '../risk/commitRisk';

export const levelInWords = (level: RiskLevel): string => LEVELS[level]();

/** One factor of a risk, in a line of a tooltip. */
export const factorInWords = (factor: RiskFactor): string => `+${factor.points} ${reasonInWords(factor)}`;

function reasonInWords(reason: RiskReason): string {
  switch (reason.factor) {
    case 'finding':
      return reason.finding
        ? l10n.t(
            '{0} in {1} (severity {2})',
            reason.finding.rule,
            reason.path,
            WORDS[reason.finding.severity](),
          )
        : reason.path;
    case 'criticality':
      return l10n.t('criticality of {0}: {1}', reason.path, WORDS[reason.criticality]());
    case 'finding-count':
      return reason.count === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', reason.count);
    case 'size': {
      const lines = reason.lines === 1 ? l10n.t('1 AI line') : l10n.t('{0} AI lines', reason.lines);
      return reason.files === 1
        ? l10n.t('{0} in 1 file', lines)
        : l10n.t('{0} in {1} files', lines, reason.files);
    }
    case 'unknown-lines':
      return reason.count === 1
        ? l10n.t('1 line of unknown origin')
        : l10n.t('{0} lines of unknown origin', reason.count);
  }
}

const WORDS: Readonly<Record<Severity | Criticality, () => string>> = {
  low: () => l10n.t('low'),
  normal: () => l10n.t('normal'),
  medium: () => l10n.t('medium'),
  high: () => l10n.t('high'),
  critical: () => l10n.t('critical'),
};

const LEVELS: Readonly<Record<RiskLevel, () => string>> = {
  none: () => l10n.t('no risk'),
  low: () => l10n.t('low risk'),
  medium: () => l10n.t('medium risk'),
  high: () => l10n.t('high risk'),
  critical: () => l10n.t('critical risk'),
};
