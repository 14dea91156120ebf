import { createHash } from 'node:crypto';
import type { Evaluation } from '../../policy/evaluate';
import type { Attribution } from '../../provenance/model';
import type { Offer } from '../../provenance/offer';
import { offsetAt } from '../intercept/editOf';
import type { ProposedEdit } from '../intercept/editOf';
import type { UriShape } from '../intercept/shapes';
import type { JudgedCall, JudgedItem } from '../intercept/suggestionJudge';

/** What was offered in one document by one item of an answer. */
export interface DocumentOffers {
  readonly uri: UriShape;
  /** One for each outcome of a snippet; they have one id. */
  readonly offers: readonly Offer[];
}

/** @param id by which the item is known from now on */
export function offersOf(call: JudgedCall, { edits }: JudgedItem, id: string): readonly DocumentOffers[] {
  const byDocument = new Map<string, ProposedEdit[]>();
  for (const edit of edits) {
    const key = edit.uri.toString();
    byDocument.set(key, [...(byDocument.get(key) ?? []), edit]);
  }
  return [...byDocument.values()].map((group) => {
    const { uri, offset } = group[0]!;
    const isHere = uri.toString() === call.document.uri.toString();
    const cursor = isHere ? offsetAt(call.document.getText(), call.position) : offset;
    return {
      uri,
      offers: group.map(({ insert, replaced }): Offer => {
        const end = offset + replaced.length;
        return {
          id,
          insertText: insert,
          start: offset,
          end,
          cursor: Math.min(Math.max(cursor, offset), end),
        };
      }),
    };
  });
}

/**
 * Who wrote an accepted suggestion. The hash is of the suggestion's whole text, also where only a part of it was
 * accepted.
 *
 * @param toolVersion of the extension that suggested it
 */
export function attributionOf(
  tool: string,
  toolVersion: string | undefined,
  evaluation: Evaluation,
  insertText: string,
  acceptedAt: Date,
): Attribution {
  const rules = [...new Set(evaluation.findings.map(({ rule }) => rule))];
  return {
    tool,
    ...(toolVersion !== undefined && { toolVersion }),
    time: acceptedAt.toISOString(),
    textHash: createHash('sha256').update(insertText).digest('hex'),
    verdict: { action: evaluation.action, level: evaluation.risk.level, rules },
  };
}
